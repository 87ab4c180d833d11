using Hoplite.Store.Cases;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>Everybody who may sign in.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="time">The clock.</param>
public sealed class AccountBook(CaseDatabase database, TimeProvider time)
{
    bool _isSetUp;

    /// <summary>Whether there is an administrator. Once true it stays true: the last one cannot be removed.</summary>
    public bool IsSetUp => _isSetUp = _isSetUp || database.Read(static s => s.Scalar("SELECT 1 FROM users WHERE role = 'admin' LIMIT 1")) is not null;

    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<Account> All() => database.Read(static s => s.Query($"{AccountRows.Select} ORDER BY name", AccountRows.Read));

    /// <summary>Somebody by id.</summary>
    public Account? Find(Guid id) => database.Read(s => s.One("id = @0", id.ToString()));

    /// <summary>Somebody by the name they sign in with.</summary>
    public Account? ByName(string name) => database.Read(s => s.One("name = @0", name));

    /// <summary>Somebody by their subject at the single sign-on provider.</summary>
    public Account? BySubject(string subject) => database.Read(s => s.One("subject = @0", subject));

    /// <summary>Adds somebody.</summary>
    /// <returns>The account; null when the name is taken.</returns>
    public Account? Create(string name, Role role, string? password = null, string? subject = null) => database.Write(s => Create(s, name, role, password, subject));

    /// <summary>Adds the first administrator.</summary>
    /// <returns>The account; null when there is one already.</returns>
    public Account? CreateFirst(string name, string password) => database.Write(s =>
        s.Scalar("SELECT 1 FROM users WHERE role = 'admin' LIMIT 1") is null ? Create(s, name, Role.Admin, password, null) : null);

    /// <summary>Changes a password and ends all sessions but one.</summary>
    public void SetPassword(Guid id, string hash, Guid? keep = null) => database.Write(s =>
    {
        s.Execute("UPDATE users SET password = @1, failures = 0, locked_until = NULL WHERE id = @0", id.ToString(), hash);
        s.EndSessions(id, keep);
    });

    /// <summary>Keeps the same password under a newer hash.</summary>
    public void Rehash(Guid id, string hash) => database.Write(s => s.Execute("UPDATE users SET password = @1 WHERE id = @0", id.ToString(), hash));

    /// <summary>Sets or removes the TOTP secret.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="secret">The encrypted secret.</param>
    /// <param name="step">The step whose code has proved it; it cannot be used again.</param>
    public void SetTotp(Guid id, string? secret, long step) => database.Write(s =>
    {
        s.Execute("UPDATE users SET totp = @1, totp_step = @2 WHERE id = @0", id.ToString(), secret, step);
        if (secret is null) s.Execute("DELETE FROM recovery_codes WHERE user = @0", id.ToString());
    });

    /// <summary>Uses up a time step; false when it, or a later one, has been used.</summary>
    public bool TryUseStep(Guid id, long step) => database.Write(s => s.Execute("UPDATE users SET totp_step = @1 WHERE id = @0 AND totp_step < @1", id.ToString(), step)) == 1;

    Account? Create(SqlSession sql, string name, Role role, string? password, string? subject)
    {
        if (sql.Scalar("SELECT 1 FROM users WHERE name = @0", name) is not null) return null;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        sql.Execute("INSERT INTO users (id, name, role, password, subject, created) VALUES (@0, @1, @2, @3, @4, @5)", id.ToString(), name, role.Name(), password, subject, time.GetUtcNow().UtcTicks);
        return sql.One("id = @0", id.ToString());
    }
}
