using Hoplite.Store.Cases;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>How a change to an account went.</summary>
public enum AccountChange
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such account.</summary>
    Missing,

    /// <summary>Nobody would be left who can administer.</summary>
    LastAdmin,
}

/// <summary>What administrators do to accounts. Every change ends the sessions of the account.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class AccountChanges(CaseDatabase database)
{
    /// <summary>Gives a role.</summary>
    public AccountChange SetRole(Guid id, Role role) =>
        Change(id, role != Role.Admin, s => s.Execute("UPDATE users SET role = @1 WHERE id = @0", id.ToString(), role.Name()));

    /// <summary>Lets somebody in again, or no longer.</summary>
    public AccountChange SetDisabled(Guid id, bool isDisabled) =>
        Change(id, isDisabled, s => s.Execute("UPDATE users SET disabled = @1, failures = 0, locked_until = NULL WHERE id = @0", id.ToString(), isDisabled ? 1 : 0));

    /// <summary>Removes somebody with all sessions, tokens and passkeys; the audit trail keeps the name.</summary>
    public AccountChange Delete(Guid id) => Change(id, true, s => s.Execute("DELETE FROM users WHERE id = @0", id.ToString()));

    AccountChange Change(Guid id, bool takesAway, Action<SqlSession> change) => database.Write(s =>
    {
        if (s.One("id = @0", id.ToString()) is null) return AccountChange.Missing;
        if (takesAway && s.IsLastAdmin(id)) return AccountChange.LastAdmin;
        change(s);
        s.EndSessions(id);
        return AccountChange.Done;
    });
}
