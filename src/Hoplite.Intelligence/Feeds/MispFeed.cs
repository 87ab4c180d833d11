using System.Globalization;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Misp;

namespace Hoplite.Intelligence.Feeds;

/// <summary>
/// A feed of MISP at an address: a folder with <c>manifest.json</c> and a file for each event. Only events whose timestamp changed are read;
/// attributes that an event holds no more, and those of events that the manifest names no more, end.
/// </summary>
/// <param name="folder">Where it is.</param>
/// <param name="reach">Bounds.</param>
/// <param name="oldest">How old an event may be that is read; null for any age.</param>
/// <param name="reader">Fetches the files.</param>
/// <param name="shelf">Takes what is in them.</param>
/// <param name="time">The clock.</param>
public sealed class MispFeed(Uri folder, FeedReach reach, TimeSpan? oldest, FeedReader reader, FeedShelf shelf, TimeProvider time)
{
    readonly Uri _folder = Folder(folder);
    readonly FormatLimits _limits = FormatLimits.Default with { FileBytes = reach.MaxFileBytes, Refusals = 10 };

    /// <summary>Polls once.</summary>
    /// <exception cref="FeedException">The manifest does not come, or the server fails on an event; what came before is kept.</exception>
    public async Task<FeedPoll> PollAsync(CancellationToken cancellation = default)
    {
        var known = shelf.Memory.Version(shelf.Feed);
        var now = time.GetUtcNow();
        if (await reader.GetAsync(new Uri(_folder, "manifest.json"), known, cancellation).ConfigureAwait(false) is not { } file)
        {
            shelf.Memory.Done(shelf.Feed, known, now);
            return new FeedPoll(0, 0, 0, IsComplete: true);
        }

        var listed = MispManifest.Read(file.Bytes, _limits, out var refused);
        var read = shelf.Memory.Parts(shelf.Feed);
        var poll = new FeedPoll(0, 0, refused, IsComplete: true);
        foreach (var gone in read.Keys.Except(listed.Select(e => e.Uuid), StringComparer.Ordinal).ToArray())
        {
            poll += shelf.Replace(gone, [], now, always: true, cancellation);
            shelf.Memory.Stamp(shelf.Feed, gone, null);
        }

        var since = oldest is { } age ? (now - age).ToUnixTimeSeconds() : long.MinValue;
        var changed = listed.Where(e => e.Stamp >= since && (!read.TryGetValue(e.Uuid, out var stamp) || stamp != e.Stamp.ToString(CultureInfo.InvariantCulture)));
        poll += await EventsAsync(changed, file.Bytes.Length, cancellation).ConfigureAwait(false);

        // A manifest whose events are not all here is asked for again, whole.
        shelf.Memory.Done(shelf.Feed, poll.IsComplete ? file.Version : null, now);
        return poll;
    }

    async Task<FeedPoll> EventsAsync(IEnumerable<MispListed> changed, long bytes, CancellationToken cancellation)
    {
        var (poll, files, missing) = (new FeedPoll(0, 0, 0, IsComplete: true), 0, (string?)null);
        foreach (var listed in changed)
        {
            if (files >= reach.MaxFiles || bytes >= reach.MaxPollBytes) return poll with { IsComplete = false };
            files++;
            try
            {
                var file = (await reader.GetAsync(new Uri(_folder, listed.Uuid + ".json"), null, cancellation).ConfigureAwait(false))!;
                bytes += file.Bytes.Length;
                poll += Take(listed, file.Bytes, cancellation);
            }
            catch (FeedException wrong) when (wrong.Status == FeedException.TooLong)
            {
                shelf.Memory.Stamp(shelf.Feed, listed.Uuid, listed.Stamp);
                poll += new FeedPoll(0, 0, 1, IsComplete: true);
            }
            catch (FeedException wrong) when (wrong.Status is 404 or 410)
            {
                // The manifest is often there before its events.
                missing ??= listed.Uuid;
            }
        }

        return missing is null ? poll : throw new FeedException($"the manifest names the event {missing}, and its file is not there; the others were read");
    }

    FeedPoll Take(MispListed listed, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var (objects, refused) = Read(listed, bytes);
        var poll = objects is null ? new FeedPoll(0, 0, 0, IsComplete: true) : shelf.Replace(listed.Uuid, objects, DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(listed.Stamp, 0, time.GetUtcNow().ToUnixTimeSeconds())), always: true, cancellation);

        // What cannot be read is read again when it changes.
        shelf.Memory.Stamp(shelf.Feed, listed.Uuid, listed.Stamp);
        return poll with { Refused = poll.Refused + refused };
    }

    (IReadOnlyList<ReadOnlyMemory<byte>>? Objects, int Refused) Read(MispListed listed, ReadOnlyMemory<byte> bytes)
    {
        using var json = BoundedFile.TryJson(bytes, out _);
        if (json is null || !Guid.TryParse((json.RootElement.Object("Event") ?? json.RootElement).Text("uuid"), out var inside) || inside.ToString("D") != listed.Uuid) return (null, 1);
        var imported = MispReader.Read(json.RootElement, _limits);
        return (imported.Objects, imported.Refused.Count + (int)Math.Min(imported.MoreRefused, int.MaxValue / 2));
    }

    // Both the folder and its manifest may be given.
    static Uri Folder(Uri given)
    {
        var path = given.GetLeftPart(UriPartial.Path);
        if (path.EndsWith("/manifest.json", StringComparison.OrdinalIgnoreCase)) path = path[..^"manifest.json".Length];
        return new Uri(path.EndsWith('/') ? path : path + "/");
    }
}
