using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>A collection that a transaction has for itself. What is inserted waits here and goes in one stream: a question and an answer for every object would cost more than the objects.</summary>
sealed class PostgresShelf(PostgresSession session, long number, long lastAdded) : IAddingShelf
{
    // One look at the index for each, whatever PostgreSQL knows of the table: with two lists to compare with it read the whole collection for every request until it had statistics.
    internal const string Find = """
        SELECT w.id, o.key, o.version, o.ends, o.stamp IS NULL FROM unnest($1, $2) AS w (hash, id)
        CROSS JOIN LATERAL (SELECT key, version, ends, stamp FROM objects WHERE id_hash = w.hash AND id = w.id AND (collection + 0) = $3 OFFSET 0) AS o ORDER BY o.version
        """;

    readonly Dictionary<string, List<VersionRow>> _versions = new(StringComparer.Ordinal);
    readonly Dictionary<long, ObjectRow> _new = [];
    readonly Dictionary<long, int> _ends = [];

    /// <summary>Its number.</summary>
    public long Number => number;

    /// <inheritdoc />
    public long LastAdded { get; set; } = lastAdded;

    /// <summary>Looks for many objects with one question.</summary>
    public void Expect(IEnumerable<string> ids)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).Where(i => !_versions.ContainsKey(i)).ToArray();
        if (wanted.Length == 0) return;
        foreach (var id in wanted) _versions[id] = [];
        var hashes = wanted.Select(i => TaxiiSchema.Hash(number, i)).ToArray();
        using var rows = session.Query(Find, hashes, wanted, number);
        while (rows.Read()) _versions[rows.GetString(0)].Add(new VersionRow(rows.GetInt64(1), rows.GetInt64(2), rows.GetInt32(3), rows.GetBoolean(4)));
    }

    /// <inheritdoc />
    public List<VersionRow> Versions(string id)
    {
        // No id that was ever taken has a NUL, but a marking may name anything.
        if (id.Contains('\0', StringComparison.Ordinal)) return [];
        Expect([id]);
        return _versions[id];
    }

    /// <inheritdoc />
    public JsonDocument Content(long key)
    {
        if (_new.TryGetValue(key, out var waiting)) return JsonDocument.Parse(waiting.Item.Json);
        using var rows = session.Query("SELECT json FROM objects WHERE key = $1", key);
        rows.Read();
        return JsonDocument.Parse(rows.GetFieldValue<byte[]>(0));
    }

    /// <inheritdoc />
    public void Insert(TaxiiObject item, Tlp tlp, long added, List<VersionRow> versions)
    {
        var place = VersionLine.Insert(versions, new VersionRow(TaxiiSchema.Base(number) + added, VersionLine.Of(item, added), 0, item.Version is null));
        var row = versions[place];
        _new.Add(row.Key, new ObjectRow(row.Key, number, TaxiiSchema.Hash(number, item.Id), row.Version, row.Ends, tlp, item));
        VersionLine.Mark(versions, Change);
    }

    /// <summary>Deletes versions of an object.</summary>
    public void Delete(string id, IReadOnlySet<long> keys)
    {
        if (keys.Count == 0) return;
        var versions = Versions(id);
        session.Execute("DELETE FROM objects WHERE key = ANY($1)", keys.ToArray());
        versions.RemoveAll(v => keys.Contains(v.Key));
        VersionLine.Mark(versions, Change);
    }

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        if (_ends.Count > 0) session.Execute("UPDATE objects SET ends = n.ends FROM unnest($1, $2) AS n (key, ends) WHERE objects.key = n.key", _ends.Keys.ToArray(), _ends.Values.ToArray());
        if (_new.Count > 0) session.Copy([.. _new.Values]);
        session.Execute("UPDATE collections SET last_added = $2, changes = changes + 1 WHERE number = $1", number, LastAdded);
        _new.Clear();
        _ends.Clear();
    }

    void Change(long key, int ends)
    {
        if (_new.TryGetValue(key, out var waiting)) _new[key] = waiting with { Ends = ends };
        else _ends[key] = ends;
    }
}

/// <summary>A row of the table of objects.</summary>
sealed record ObjectRow(long Key, long Collection, long Hash, long Version, int Ends, Tlp Tlp, TaxiiObject Item);
