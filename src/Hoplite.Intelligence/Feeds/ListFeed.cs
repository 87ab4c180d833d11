using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Lists;

namespace Hoplite.Intelligence.Feeds;

/// <summary>A list or a table at an address. Each answer is the whole of it: what it names is confirmed, and what it does not name any more ends.</summary>
/// <param name="address">Where it is.</param>
/// <param name="list">How it is read.</param>
/// <param name="reader">Fetches it.</param>
/// <param name="shelf">Takes what is on it.</param>
/// <param name="confirmed">Hears that all that is here still stands on the list.</param>
/// <param name="time">The clock.</param>
public sealed class ListFeed(Uri address, ListOptions list, FeedReader reader, FeedShelf shelf, Action<DateTimeOffset> confirmed, TimeProvider time)
{
    static readonly FormatLimits Limits = FormatLimits.Default with { Refusals = 10 };

    /// <summary>Polls once.</summary>
    /// <exception cref="FeedException">It does not come, or it is no list; what was on it stays.</exception>
    public async Task<FeedPoll> PollAsync(CancellationToken cancellation = default)
    {
        var known = shelf.Memory.Version(shelf.Feed);
        var now = time.GetUtcNow();
        if (await reader.GetAsync(address, known, cancellation).ConfigureAwait(false) is not { } file)
        {
            shelf.Memory.Done(shelf.Feed, known, now);
            confirmed(now);
            return new FeedPoll(0, 0, 0, IsComplete: true);
        }

        var imported = Read(file.Bytes, now);

        // Confirmed before, so that a portion that takes long finds the rest of the list as fresh as it is.
        confirmed(now);
        var poll = shelf.Replace("", imported.Objects, now, always: false, cancellation);
        shelf.Memory.Done(shelf.Feed, file.Version, now);
        return poll with { Refused = poll.Refused + imported.Refused.Count + (int)Math.Min(imported.MoreRefused, int.MaxValue / 2) };
    }

    Imported Read(ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty) return new Imported(ImportedKind.List, [], [], []);
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        var imported = IntelligenceReader.Read(stream, now, list, Limits);
        if (imported.Kind is not (ImportedKind.List or ImportedKind.Table)) throw new FeedException(imported.Refused is [var why, ..] ? $"this is no list: {why.Reason}" : "this is no list; set the kind of the feed to what it is");

        // A page that says that something is wrong must not end all that is on the list.
        if (imported.Objects.Count == 0 && imported.Refused is [var first, ..]) throw new FeedException($"nothing on the list can be used, so the one before stays; {first}");
        return imported;
    }
}
