using System.Threading.Channels;
using Hoplite.Intelligence.Taxii;
using Hoplite.Intelligence.Taxii.Client;

namespace Hoplite.Intelligence.Communities;

/// <summary>The way to one member: what is new goes to it at once; what it has is fetched from time to time, so that nothing is lost when somebody was away.</summary>
sealed class PeerLink(Member member, string collection, CommunityNode node, TaxiiClientOptions options, FeedCursor cursor, TimeSpan every, TimeProvider time) : IDisposable
{
    const int MostAtOnce = 500;
    const int MostWaiting = 100_000;

    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    readonly TaxiiClient _client = new(options, time);
    readonly Channel<ReadOnlyMemory<byte>> _outbox = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public Member Member => member;

    /// <summary>When it was last reached; null when never.</summary>
    public DateTimeOffset? Reached { get; private set; }

    /// <summary>What the last failure was; null after a success.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Sends an object as soon as can be. What it misses it fetches itself later.</summary>
    public void Send(ReadOnlyMemory<byte> json) => _outbox.Writer.TryWrite(json);

    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(PushAsync(cancellation), PullAsync(cancellation));

    public void Dispose() => _client.Dispose();

    async Task PushAsync(CancellationToken cancellation)
    {
        var batch = new List<ReadOnlyMemory<byte>>();
        var pause = TimeSpan.FromSeconds(1);
        while (await _outbox.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            while (batch.Count < MostAtOnce && _outbox.Reader.TryRead(out var json)) batch.Add(json);
            while (batch.Count > 0)
            {
                try
                {
                    await _client.AddAsync(member.Address!, collection, Envelopes.Of(batch), cancellation).ConfigureAwait(false);
                    batch.Clear();
                    pause = TimeSpan.FromSeconds(1);
                    (Reached, Trouble) = (time.GetUtcNow(), null);
                }
                catch (TaxiiClientException wrong)
                {
                    Trouble = wrong.Message;
                    await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
    }

    async Task PullAsync(CancellationToken cancellation)
    {
        var feed = new TaxiiFeed(new FeedPlan("peer " + member.Key.Identity, member.Address!, collection, every), _client, cursor, options, Take, time);
        while (true)
        {
            try
            {
                await feed.PollAsync(cancellation).ConfigureAwait(false);
                (Reached, Trouble) = (time.GetUtcNow(), null);
            }
            catch (Exception wrong) when (wrong is TaxiiClientException or IOException or Microsoft.Data.Sqlite.SqliteException)
            {
                Trouble = wrong.Message;
            }

            await Task.Delay(every, time, cancellation).ConfigureAwait(false);
        }
    }

    void Take(IReadOnlyList<TaxiiObject> objects) => node.Fetched([.. objects.Select(o => o.Json)], member.Key.Identity);
}
