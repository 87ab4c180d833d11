using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Taxii.Client;

/// <summary>Where a feed is, and what it has given already; kept with each page, so that a sudden end costs one page at the most, and none of it comes twice.</summary>
public sealed class FeedCursor : IDisposable
{
    readonly SqliteConnection _connection;
    readonly Lock _gate = new();

    FeedCursor(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, or makes it.</summary>
    public static FeedCursor Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        TaxiiSchema.Execute(connection, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS cursors (feed TEXT PRIMARY KEY, added_after TEXT) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS seen (feed TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL, PRIMARY KEY (feed, id, version)) WITHOUT ROWID;
            """);
        return new FeedCursor(connection);
    }

    /// <summary>Where a feed is; null at its beginning.</summary>
    public string? AddedAfter(string feed)
    {
        lock (_gate) return Ask(feed);
    }

    /// <summary>Takes a page: hands on what is new of it, then says that it was taken.</summary>
    /// <param name="feed">Which feed.</param>
    /// <param name="objects">The objects.</param>
    /// <param name="addedAfter">Where the feed is after them; null when that is not known.</param>
    /// <param name="take">Takes what is new; when it fails, nothing was taken.</param>
    /// <returns>How many were new.</returns>
    public int Take(string feed, IReadOnlyList<TaxiiObject> objects, string? addedAfter, Action<IReadOnlyList<TaxiiObject>> take)
    {
        lock (_gate) return Move(feed, objects, addedAfter, take);
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    string? Ask(string feed)
    {
        using var asking = new Statement(_connection, "SELECT added_after FROM cursors WHERE feed = @0", 1);
        using var rows = asking.Query(null, feed);
        return rows.Read() && !rows.IsDBNull(0) ? rows.GetString(0) : null;
    }

    int Move(string feed, IReadOnlyList<TaxiiObject> objects, string? addedAfter, Action<IReadOnlyList<TaxiiObject>> take)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var marking = new Statement(_connection, "INSERT OR IGNORE INTO seen (feed, id, version) VALUES (@0, @1, @2)", 3);
        using var moving = new Statement(_connection, "INSERT INTO cursors (feed, added_after) VALUES (@0, @1) ON CONFLICT (feed) DO UPDATE SET added_after = excluded.added_after", 2);
        var fresh = objects.Where(o => marking.Execute(transaction, feed, o.Id, o.Version?.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "") == 1).ToList();
        if (fresh.Count > 0) take(fresh);
        if (addedAfter is not null) moving.Execute(transaction, feed, addedAfter);
        transaction.Commit();
        return fresh.Count;
    }
}
