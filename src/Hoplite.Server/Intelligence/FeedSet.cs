using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Taxii;
using Hoplite.Intelligence.Taxii.Client;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Intelligence;

/// <summary>The feeds that are polled, each with how it is doing.</summary>
sealed class FeedSet : IDisposable
{
    internal const int Head = 60;

    readonly List<(FeedOptions Options, TaxiiFeed Feed, TaxiiClient Client, FeedState State)> _feeds = [];

    public FeedSet(IReadOnlyList<FeedOptions> options, TaxiiClientOptions client, FeedCursor cursor, IntelligenceRoom room, TimeProvider time)
    {
        foreach (var feed in options)
        {
            if (!Uri.TryCreate(feed.Url, UriKind.Absolute, out var root) || root.Scheme is not ("http" or "https") || feed.Name.Length == 0 || feed.Collection.Length == 0)
                throw new ConfigurationException("intelligence: feeds", 0, $"the feed '{feed.Name}' needs a name, the address of an API root and the id of a collection");
            var state = new FeedState(feed.Name);
            var source = "feed:" + feed.Name;
            var own = client with { Name = feed.User, Password = Kept(feed.Password), Token = Kept(feed.Token) };
            var speaker = new TaxiiClient(own, time);
            var plan = new FeedPlan(feed.Name, root, feed.Collection, TimeSpan.FromMinutes(Math.Max(1, feed.EveryMinutes)));
            _feeds.Add((feed, new TaxiiFeed(plan, speaker, cursor, own, objects => state.Took(room.Import([.. objects.Select(o => o.Json)], source), time.GetUtcNow()), time), speaker, state));
            if (!feed.Trusted) continue;

            // A feed that the administrator chose begins where a peer comes to after some weeks; it loses trust like any other.
            foreach (var kind in Enum.GetValues<NamedKind>())
                for (var i = room.Trust.Reliable(source, kind) < 0.6 ? 0 : Head; i < Head; i++) room.Trust.Tested(source, kind, passed: true);
        }
    }

    /// <summary>How each is doing.</summary>
    public IReadOnlyList<(FeedOptions Options, FeedState State, string? Trouble)> All => [.. _feeds.Select(f => (f.Options, f.State, f.Feed.Trouble))];

    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(_feeds.Select(f => f.Feed.RunAsync(cancellation)));

    /// <summary>Polls all of them now.</summary>
    public async Task<IReadOnlyList<(string Name, int New, int Refused, string? Trouble)>> PollAsync(CancellationToken cancellation)
    {
        var results = new List<(string, int, int, string?)>();
        foreach (var (options, feed, _, _) in _feeds)
        {
            try
            {
                var result = await feed.PollAsync(cancellation).ConfigureAwait(false);
                results.Add((options.Name, result.New, result.Refused, null));
            }
            catch (TaxiiClientException wrong)
            {
                results.Add((options.Name, 0, 0, wrong.Message));
            }
        }

        return results;
    }

    public void Dispose()
    {
        foreach (var feed in _feeds) feed.Client.Dispose();
    }

    static string? Kept(string? reference)
    {
        try
        {
            return KeptValue.Read(reference);
        }
        catch (InvalidDataException wrong)
        {
            throw new ConfigurationException("intelligence: feeds", 0, wrong.Message);
        }
    }
}

/// <summary>What a feed brought.</summary>
/// <param name="name">The feed.</param>
sealed class FeedState(string name)
{
    public string Name => name;

    public long Objects { get; private set; }

    public long Refused { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public void Took(ImportResult result, DateTimeOffset now)
    {
        Objects += result.Taken;
        Refused += result.Refused.Count;
        Last = now;
    }
}
