using Hoplite.Store.Cases;
using Microsoft.Data.Sqlite;

namespace Hoplite.Server.Identity.Sessions;

/// <summary>All sessions. The cookie holds a random secret, the store its hash.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="options">How long they last.</param>
/// <param name="time">The clock.</param>
public sealed class SessionBook(CaseDatabase database, AccountOptions options, TimeProvider time)
{
    const string Select = "SELECT id, user, method, created, seen, address, agent FROM sessions";
    static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session.</summary>
    /// <returns>The secret for the cookie, and the session.</returns>
    public (string Token, Session Session) Begin(Guid user, string method, string address, string agent)
    {
        var (token, hash) = Secret.New("");
        var now = time.GetUtcNow();
        var session = new Session(Guid.CreateVersion7(now), user, method, now, now, address, agent.Length > 200 ? agent[..200] : agent);
        database.Write(s =>
        {
            s.Execute("DELETE FROM sessions WHERE created <= @0 OR seen <= @1", (now - options.SessionLife).UtcTicks, (now - options.SessionIdle).UtcTicks);
            s.Execute("INSERT INTO sessions VALUES (@0, @1, @2, @3, @4, @4, @5, @6)", session.Id.ToString(), hash, user.ToString(), method, now.UtcTicks, address, session.Agent);
        });
        return (token, session);
    }

    /// <summary>The session of a cookie; null when it is over, revoked or made up.</summary>
    public Session? Find(string? token)
    {
        if (Secret.Hash(token) is not { } hash) return null;
        var now = time.GetUtcNow();
        var session = database.Read(s => s.Query($"{Select} WHERE hash = @0", Read, hash).FirstOrDefault());
        if (session is null || now - session.Created >= options.SessionLife || now - session.Seen >= options.SessionIdle) return null;
        if (now - session.Seen >= SeenEvery) database.Write(s => s.Execute("UPDATE sessions SET seen = @1 WHERE hash = @0", hash, now.UtcTicks));
        return session;
    }

    /// <summary>The sessions of somebody that are still good, the newest first.</summary>
    public IReadOnlyList<Session> Of(Guid user) => database.Read(s => s.Query(
        $"{Select} WHERE user = @0 AND created > @1 AND seen > @2 ORDER BY created DESC", Read,
        user.ToString(), (time.GetUtcNow() - options.SessionLife).UtcTicks, (time.GetUtcNow() - options.SessionIdle).UtcTicks));

    /// <summary>Ends one session of somebody; false when there is no such session.</summary>
    public bool End(Guid user, Guid session) => database.Write(s => s.Execute("DELETE FROM sessions WHERE id = @0 AND user = @1", session.ToString(), user.ToString())) == 1;

    /// <summary>Ends all sessions of somebody, but for one.</summary>
    public int EndAll(Guid user, Guid? but = null) => database.Write(s => s.Execute("DELETE FROM sessions WHERE user = @0 AND id IS NOT @1", user.ToString(), but?.ToString()));

    static Session Read(SqliteDataReader row) => new(
        Guid.Parse(row.GetString(0)), Guid.Parse(row.GetString(1)), row.GetString(2), row.Time(3)!.Value, row.Time(4)!.Value, row.GetString(5), row.GetString(6));
}
