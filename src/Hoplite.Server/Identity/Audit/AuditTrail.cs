using Hoplite.Store.Cases;
using Microsoft.Data.Sqlite;

namespace Hoplite.Server.Identity.Audit;

/// <summary>Who did what, when and from where. Entries are added, never changed; each is tied to the one before.</summary>
/// <param name="database">Where it is kept.</param>
/// <param name="time">The clock.</param>
public sealed class AuditTrail(CaseDatabase database, TimeProvider time)
{
    const int LongestText = 1_000;
    const string Select = "SELECT id, time, actor, address, action, detail, hash FROM audit";

    /// <summary>Adds an entry.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="address">From where.</param>
    /// <param name="action">What, in the form <c>thing.done</c>.</param>
    /// <param name="detail">The particulars; never a secret.</param>
    public void Record(string actor, string address, string action, string detail = "") => database.Write(s => Record(s, actor, address, action, detail));

    /// <summary>Adds an entry together with the change it is about: both are kept, or neither.</summary>
    public void Record(SqlSession sql, string actor, string address, string action, string detail = "")
    {
        var (last, before) = sql.Query("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", static r => (r.GetInt64(0), (byte[])r.GetValue(1))).FirstOrDefault((0, AuditChain.Start));
        var now = time.GetUtcNow().UtcTicks;
        (actor, address, detail) = (Plain(actor), Plain(address), Plain(detail));
        sql.Execute("INSERT INTO audit VALUES (@0, @1, @2, @3, @4, @5, @6)", last + 1, now, actor, address, action, detail, AuditChain.Next(before, last + 1, now, actor, address, action, detail));
    }

    /// <summary>Entries, the newest first.</summary>
    public IReadOnlyList<AuditEntry> Find(AuditFilter filter) => database.Read(s => s.Query(
        $"""
        {Select} WHERE (@0 IS NULL OR actor = @0) AND (@1 IS NULL OR substr(action, 1, length(@1)) = @1)
          AND (@2 IS NULL OR time >= @2) AND (@3 IS NULL OR time <= @3) AND (@4 IS NULL OR id < @4) ORDER BY id DESC LIMIT @5
        """,
        static r => new AuditEntry(r.GetInt64(0), r.Time(1)!.Value, r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), Convert.ToHexStringLower((byte[])r.GetValue(6))),
        filter.Actor, filter.Action, filter.Since?.UtcTicks, filter.Until?.UtcTicks, filter.Before, Math.Clamp(filter.Limit, 1, 1_000)));

    /// <summary>Checks every entry against the one before.</summary>
    public AuditVerdict Verify() => database.Read(s =>
    {
        var state = (Hash: AuditChain.Start, Last: 0L, Broken: (long?)null);
        s.Query($"{Select} ORDER BY id", row =>
        {
            state = Check(state, row);
            return 0;
        });
        return new AuditVerdict(state.Broken is null, state.Broken, state.Last, Convert.ToHexStringLower(state.Hash));
    });

    static (byte[] Hash, long Last, long? Broken) Check((byte[] Hash, long Last, long? Broken) state, SqliteDataReader row)
    {
        var (id, hash) = (row.GetInt64(0), (byte[])row.GetValue(6));
        var isRight = id == state.Last + 1 && hash.AsSpan().SequenceEqual(AuditChain.Next(state.Hash, id, row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)));
        return (hash, id, state.Broken ?? (isRight ? null : id));
    }

    // Names of people who do not exist come from outside: no control characters, and not without end.
    static string Plain(string text)
    {
        var bounded = text.Length > LongestText ? text[..LongestText] : text;
        return bounded.Any(char.IsControl) ? string.Concat(bounded.Select(c => char.IsControl(c) ? ' ' : c)) : bounded;
    }
}
