using System.Net;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Feeds;
using Hoplite.Intelligence.Taxii.Client;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Intelligence;

/// <summary>The feeds that are polled, each with how it is doing.</summary>
sealed class FeedSet : IDisposable
{
    readonly List<PolledFeed> _feeds = [];

    public FeedSet(IReadOnlyList<FeedOptions> options, IReadOnlyList<IPNetwork> allowed, FeedCursor cursor, IntelligenceRoom room, TimeProvider time)
    {
        foreach (var feed in options)
        {
            var address = FeedAddress.Of(feed, allowed);
            if (_feeds.Exists(f => f.Options.Name == feed.Name)) throw new ConfigurationException("intelligence: feeds", 0, $"there are two feeds named '{feed.Name}'; give each its own name");
            var state = new FeedState(feed.Name);
            _feeds.Add(feed.Kind == FeedKind.Taxii ? Taxii(feed, address, allowed, cursor, room, state, time) : Fetched(feed, address, allowed, room, state, time));
            if (feed.Trusted) room.Vouch(state.Source);
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<PolledFeed> All => _feeds;

    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(_feeds.Select(f => f.Loop.RunAsync(cancellation)));

    /// <summary>Polls all of them now.</summary>
    public async Task<IReadOnlyList<(string Name, int New, int Refused, string? Trouble)>> PollAsync(CancellationToken cancellation)
    {
        var results = new List<(string, int, int, string?)>();
        foreach (var feed in _feeds)
        {
            try
            {
                var result = await feed.Loop.PollAsync(cancellation).ConfigureAwait(false);
                results.Add((feed.Options.Name, result.New, result.Refused, null));
            }
            catch (FeedException wrong)
            {
                results.Add((feed.Options.Name, 0, 0, wrong.Message));
            }
        }

        return results;
    }

    public void Dispose()
    {
        foreach (var feed in _feeds) feed.Dispose();
    }

    static PolledFeed Taxii(FeedOptions feed, Uri root, IReadOnlyList<IPNetwork> allowed, FeedCursor cursor, IntelligenceRoom room, FeedState state, TimeProvider time)
    {
        var reach = new TaxiiClientOptions { Allowed = allowed, Name = feed.User, Password = FeedAddress.Secret(feed.Password), Token = FeedAddress.Secret(feed.Token), MaxAnswerBytes = FeedAddress.Bytes(feed) };
        var client = new TaxiiClient(reach, time);
        var every = FeedAddress.Every(feed);
        var polled = new TaxiiFeed(new FeedPlan(feed.Name, root, feed.Collection, every), client, cursor, reach, objects => Import(room, state, [.. objects.Select(o => o.Json)], time), time);
        var loop = new FeedLoop(every, async cancellation =>
        {
            var result = await polled.PollAsync(cancellation).ConfigureAwait(false);
            var brought = new FeedPoll(result.New, 0, result.Refused, result.IsComplete);
            state.Polled(brought);
            return brought;
        }, time);
        return new PolledFeed(feed, loop, state, client);
    }

    static PolledFeed Fetched(FeedOptions feed, Uri address, IReadOnlyList<IPNetwork> allowed, IntelligenceRoom room, FeedState state, TimeProvider time)
    {
        var (header, secret) = FeedAddress.Credential(feed);
        var reach = new FeedReach { Allowed = allowed, AllowHttp = address.Scheme == Uri.UriSchemeHttp, Header = header, Secret = secret, MaxFileBytes = FeedAddress.Bytes(feed) };
        var reader = new FeedReader(reach, time);
        var shelf = new FeedShelf(feed.Name, state.Source, room.File, objects => Import(room, state, objects, time), time);
        Func<CancellationToken, Task<FeedPoll>> poll = feed.Kind == FeedKind.Misp
            ? new MispFeed(address, reach, feed.MaxAgeDays is { } days ? TimeSpan.FromDays(days) : null, reader, shelf, time).PollAsync
            : new ListFeed(address, new() { Source = state.Source, Column = feed.Column, Confidence = feed.Confidence }, reader, shelf, at => room.Trust.Seen.Confirm(state.Source, at), time).PollAsync;
        state.Read = shelf.Memory.Read(feed.Name);
        if (feed.Kind == FeedKind.List && state.Read is { } before) room.Trust.Seen.Confirm(state.Source, before);
        return new PolledFeed(feed, new FeedLoop(FeedAddress.Every(feed), async cancellation =>
        {
            var brought = await poll(cancellation).ConfigureAwait(false);
            state.Polled(brought);
            return brought;
        }, time), state, reader);
    }

    static ImportResult Import(IntelligenceRoom room, FeedState state, IReadOnlyList<ReadOnlyMemory<byte>> objects, TimeProvider time)
    {
        if (objects.Count == 0) return new ImportResult(0, 0, []);
        var result = room.Import(objects, state.Source);
        state.Took(result, time.GetUtcNow());
        foreach (var (id, reason) in result.Refused) room.Refusals.Add(new Refusal(time.GetUtcNow(), state.Source, id, reason));
        return result;
    }
}
