using Hoplite.Store.Cases;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>One-time links with which somebody sets their own password, so that nobody else ever knows it.</summary>
/// <param name="database">Where their hashes are kept.</param>
/// <param name="options">How long they last.</param>
/// <param name="time">The clock.</param>
public sealed class Invitations(CaseDatabase database, AccountOptions options, TimeProvider time)
{
    /// <summary>Makes a link's secret. What the account had to sign in with is worth nothing from now on.</summary>
    /// <returns>The secret, which is not kept, and until when it is good; null when there is no such account.</returns>
    public (string Token, DateTimeOffset Expires)? Invite(Guid id)
    {
        var (token, hash) = Secret.New("hpi_");
        var expires = time.GetUtcNow() + options.InvitationLife;
        var found = database.Write(s =>
        {
            if (s.Execute("UPDATE users SET password = NULL, totp = NULL, invitation = @1, invitation_expires = @2 WHERE id = @0", id.ToString(), hash, expires.UtcTicks) == 0) return false;
            s.Execute("DELETE FROM passkeys WHERE user = @0", id.ToString());
            s.Execute("DELETE FROM recovery_codes WHERE user = @0", id.ToString());
            s.Execute("DELETE FROM tokens WHERE user = @0", id.ToString());
            s.EndSessions(id);
            return true;
        });
        return found ? (token, expires) : null;
    }

    /// <summary>Who a link is for; null when it is used, too old or made up.</summary>
    public Account? Find(string? token) => Secret.Hash(token) is { } hash
        ? database.Read(s => s.One("invitation = @0 AND invitation_expires > @1 AND disabled = 0", hash, time.GetUtcNow().UtcTicks)) : null;

    /// <summary>Uses a link up and sets the password.</summary>
    public bool Accept(string token, string password) => database.Write(s => s.Execute(
        "UPDATE users SET password = @1, invitation = NULL, invitation_expires = NULL, failures = 0, locked_until = NULL WHERE invitation = @0 AND invitation_expires > @2 AND disabled = 0",
        Secret.Hash(token), password, time.GetUtcNow().UtcTicks)) == 1;
}
