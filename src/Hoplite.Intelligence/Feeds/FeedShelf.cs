using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Keeping;

namespace Hoplite.Intelligence.Feeds;

/// <summary>Where the objects of a feed go that says all it knows each time: what is new is taken, what it does not name any more ends.</summary>
/// <param name="feed">The name of the feed.</param>
/// <param name="source">The author of its objects.</param>
/// <param name="file">Where they are kept.</param>
/// <param name="take">Takes objects.</param>
/// <param name="time">The clock.</param>
public sealed class FeedShelf(string feed, string source, IntelligenceFile file, Func<IReadOnlyList<ReadOnlyMemory<byte>>, ImportResult> take, TimeProvider time)
{
    const int AtOnce = 2_000;

    readonly ObjectBook _objects = new(file);

    /// <summary>What was read before.</summary>
    public FeedMemory Memory { get; } = new(file);

    /// <summary>The name of the feed.</summary>
    public string Feed => feed;

    /// <summary>Puts objects in the place of those a part of the feed brought before. A sudden end leaves whole objects, and the part to be read again.</summary>
    /// <param name="part">The part; empty for the whole.</param>
    /// <param name="objects">All it names now.</param>
    /// <param name="asOf">Of when that is.</param>
    /// <param name="always">Whether what was here before is looked at too, since it may have changed; false for lists, which have no versions.</param>
    /// <param name="cancellation">Stops between two portions.</param>
    public FeedPoll Replace(string part, IReadOnlyList<ReadOnlyMemory<byte>> objects, DateTimeOffset asOf, bool always, CancellationToken cancellation)
    {
        var gone = Memory.Items(feed, part);
        var wanted = new List<(string Id, DateTimeOffset? Modified, ReadOnlyMemory<byte> Json, bool IsFresh)>();
        foreach (var json in objects)
        {
            var (id, modified) = ObjectVersions.Head(json);
            var fresh = !gone.Remove(id);
            if (fresh || always) wanted.Add((id, modified, json, fresh));
        }

        var poll = new FeedPoll(0, 0, 0, IsComplete: true);
        foreach (var some in wanted.Chunk(AtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            file.Together(() =>
            {
                var result = take([.. some.Select(o => o.IsFresh ? Newer(o.Id, o.Modified, o.Json) : o.Json)]);
                foreach (var one in some) Memory.Add(feed, part, one.Id);
                poll += new FeedPoll(result.Taken, 0, result.Refused.Count, IsComplete: true);
            });
        }

        foreach (var some in gone.Chunk(AtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            file.Together(() => poll += new FeedPoll(0, End(part, some, asOf), 0, IsComplete: true));
        }

        return poll;
    }

    // What ended here and is named again comes back as a version after the one that ended.
    ReadOnlyMemory<byte> Newer(string id, DateTimeOffset? modified, ReadOnlyMemory<byte> json) =>
        modified is { } offered && _objects.Get(id) is { Revoked: false } held && held.Author == source && held.Version >= offered && HasEnd(held) ? ObjectVersions.Again(json, held.Version) : json;

    static bool HasEnd(StoredObject held) => held.Json.Span.IndexOf("\"valid_until\""u8) >= 0;

    int End(string part, IReadOnlyList<string> ids, DateTimeOffset asOf)
    {
        var ended = new List<ReadOnlyMemory<byte>>();
        foreach (var id in ids)
        {
            Memory.Remove(feed, part, id);
            if (_objects.Get(id) is { Revoked: false } held && held.Author == source && ObjectVersions.Ended(held.Json, held.Version, asOf, time.GetUtcNow()) is { } version) ended.Add(version);
        }

        return take(ended).Taken;
    }
}
