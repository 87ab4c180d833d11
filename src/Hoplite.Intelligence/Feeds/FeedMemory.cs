using System.Globalization;
using Hoplite.Intelligence.Keeping;

namespace Hoplite.Intelligence.Feeds;

/// <summary>What was read of each feed: the versions of its files, the events it named, and the objects that came of each. It is kept in the file of the objects, so that both change together.</summary>
public sealed class FeedMemory
{
    readonly IntelligenceFile _file;

    /// <summary>Opens it.</summary>
    public FeedMemory(IntelligenceFile file)
    {
        _file = file;
        file.Execute("CREATE TABLE IF NOT EXISTS feed_file (feed TEXT PRIMARY KEY, etag TEXT, modified TEXT, at INTEGER NOT NULL) WITHOUT ROWID");
        file.Execute("CREATE TABLE IF NOT EXISTS feed_part (feed TEXT NOT NULL, part TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (feed, part)) WITHOUT ROWID");
        file.Execute("CREATE TABLE IF NOT EXISTS feed_item (feed TEXT NOT NULL, part TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (feed, part, id)) WITHOUT ROWID");
        file.Execute("CREATE INDEX IF NOT EXISTS feed_item_id ON feed_item (id)");
    }

    /// <summary>The version of the main file that was read to its end; null for none.</summary>
    public FeedVersion? Version(string feed) =>
        _file.Query("SELECT etag, modified FROM feed_file WHERE feed = @0", r => new FeedVersion(r.IsDBNull(0) ? null : r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1)), feed) is [var version, ..] ? version : null;

    /// <summary>When the main file was last found to be what is here; null when it never was.</summary>
    public DateTimeOffset? Read(string feed) => _file.Query("SELECT at FROM feed_file WHERE feed = @0", r => new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero), feed) is [var at, ..] ? at : null;

    /// <summary>All of a version was taken.</summary>
    public void Done(string feed, FeedVersion? version, DateTimeOffset at) => _file.Execute(
        "INSERT INTO feed_file VALUES (@0, @1, @2, @3) ON CONFLICT (feed) DO UPDATE SET etag = excluded.etag, modified = excluded.modified, at = excluded.at", feed, version?.ETag, version?.LastModified, at.UtcTicks);

    /// <summary>The parts that were read, such as the events of MISP, with what tells their versions apart.</summary>
    public Dictionary<string, string> Parts(string feed) => _file.Query("SELECT part, stamp FROM feed_part WHERE feed = @0", r => (r.GetString(0), r.GetString(1)), feed).ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);

    /// <summary>A version of a part was taken; null when the feed does not name it any more.</summary>
    internal void Stamp(string feed, string part, long? stamp)
    {
        if (stamp is null) _file.Execute("DELETE FROM feed_part WHERE feed = @0 AND part = @1", feed, part);
        else _file.Execute("INSERT INTO feed_part VALUES (@0, @1, @2) ON CONFLICT (feed, part) DO UPDATE SET stamp = excluded.stamp", feed, part, stamp.Value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The ids of the objects that came of a part.</summary>
    internal HashSet<string> Items(string feed, string part) => [.. _file.Query("SELECT id FROM feed_item WHERE feed = @0 AND part = @1", r => r.GetString(0), feed, part)];

    /// <summary>An object comes of a part.</summary>
    internal void Add(string feed, string part, string id) => _file.Execute("INSERT OR IGNORE INTO feed_item VALUES (@0, @1, @2)", feed, part, id);

    /// <summary>An object comes of a part no more.</summary>
    internal void Remove(string feed, string part, string id) => _file.Execute("DELETE FROM feed_item WHERE feed = @0 AND part = @1 AND id = @2", feed, part, id);

    /// <summary>An object was forgotten; when a feed names it again it is new.</summary>
    public void Forget(string id) => _file.Execute("DELETE FROM feed_item WHERE id = @0", id);
}
