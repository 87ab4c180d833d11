using Hoplite.Store.Cases;
using Microsoft.Data.Sqlite;

namespace Hoplite.Server.Identity.Tokens;

/// <summary>All API tokens; only hashes are kept.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="time">The clock.</param>
public sealed class TokenBook(CaseDatabase database, TimeProvider time)
{
    /// <summary>How every token begins, so that scanners for leaked secrets know it.</summary>
    public const string Prefix = "hpt_";

    const string Select = "SELECT id, name, user, role, scopes, created, expires, used FROM tokens";
    static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token.</summary>
    /// <returns>The secret, which is not kept and cannot be shown again, and the token.</returns>
    public (string Secret, ApiToken Token) Create(string name, Guid user, Role role, IReadOnlyList<Scope> scopes, TimeSpan life)
    {
        var (secret, hash) = Secret.New(Prefix);
        var now = time.GetUtcNow();
        var token = new ApiToken(Guid.CreateVersion7(now), name, user, role, [.. scopes.Distinct().Order()], now, now + life, null);
        database.Write(s => s.Execute(
            "INSERT INTO tokens (id, hash, name, user, role, scopes, created, expires) VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
            token.Id.ToString(), hash, name, user.ToString(), role.Name(), string.Join(' ', token.Scopes.Select(x => x.Name())), now.UtcTicks, token.Expires.UtcTicks));
        return (secret, token);
    }

    /// <summary>The token with this secret; null when it is too old, revoked or made up.</summary>
    public ApiToken? Find(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || Secret.Hash(secret) is not { } hash) return null;
        var now = time.GetUtcNow();
        var token = database.Read(s => s.Query($"{Select} WHERE hash = @0 AND expires > @1", Read, hash, now.UtcTicks).FirstOrDefault());
        if (token is not null && (token.Used is not { } used || now - used >= UsedEvery))
            database.Write(s => s.Execute("UPDATE tokens SET used = @1 WHERE hash = @0", hash, now.UtcTicks));
        return token;
    }

    /// <summary>Tokens of somebody, or of everybody, the newest first.</summary>
    public IReadOnlyList<ApiToken> All(Guid? user = null) => database.Read(s => s.Query($"{Select} WHERE @0 IS NULL OR user = @0 ORDER BY created DESC", Read, user?.ToString()));

    /// <summary>Revokes a token, of somebody or of anybody; false when there is no such token.</summary>
    public bool Revoke(Guid id, Guid? user = null) => database.Write(s => s.Execute("DELETE FROM tokens WHERE id = @0 AND (@1 IS NULL OR user = @1)", id.ToString(), user?.ToString())) == 1;

    static ApiToken Read(SqliteDataReader row) => new(
        Guid.Parse(row.GetString(0)), row.GetString(1), Guid.Parse(row.GetString(2)), RoleNames.Parse(row.GetString(3)) ?? Role.Viewer,
        [.. row.GetString(4).Split(' ').Select(ScopeNames.Parse).OfType<Scope>()], row.Time(5)!.Value, row.Time(6)!.Value, row.Time(7));
}
