using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Taxii;
using Hoplite.Intelligence.Taxii.Client;

namespace Hoplite.Intelligence.Communities;

/// <summary>One node of a community: it signs and sends what it has to say, takes what others say, and passes on what may be passed on. No node is needed by the others.</summary>
public sealed class CommunityNode : IAsyncDisposable
{
    readonly CommunityNodeOptions _options;
    readonly PeerKey _key;
    readonly Roster _roster;
    readonly CommunityIntake _intake;
    readonly CommunityShelf _shelf;
    readonly FeedCursor _cursor;
    readonly TimeProvider _time;
    readonly ConcurrentDictionary<string, (PeerLink Link, CancellationTokenSource Stop, Task Work)> _links = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _stop = new();

    /// <summary>Furnishes it.</summary>
    /// <param name="options">How it reaches others.</param>
    /// <param name="key">Who it is.</param>
    /// <param name="roster">Who belongs; the node itself among them.</param>
    /// <param name="intake">Takes what others say.</param>
    /// <param name="shelf">Where others fetch.</param>
    /// <param name="cursor">How far it has read at others.</param>
    /// <param name="time">The clock.</param>
    public CommunityNode(CommunityNodeOptions options, PeerKey key, Roster roster, CommunityIntake intake, CommunityShelf shelf, FeedCursor cursor, TimeProvider time) =>
        (_options, _key, _roster, _intake, _shelf, _cursor, _time) = (options, key, roster, intake, shelf, cursor, time);

    /// <summary>Who it is.</summary>
    public PeerId Id => _key.Id;

    /// <summary>How each member is doing: when it was last reached, and what the trouble is.</summary>
    public IReadOnlyDictionary<string, (DateTimeOffset? Reached, string? Trouble)> Links => _links.ToDictionary(l => l.Key, l => (l.Value.Link.Reached, l.Value.Link.Trouble), StringComparer.Ordinal);

    /// <summary>Connects with every member that can be reached, and lets go of those that were put out; to be called whenever the roster changes.</summary>
    public void Connect()
    {
        foreach (var member in _roster.All)
        {
            if (member.Address is null || member.Key.Equals(_key.Id)) continue;
            if (member.Expelled is not null) Part(member.Key.Identity);
            else if (!_links.ContainsKey(member.Key.Identity)) Begin(member);
        }
    }

    /// <summary>Says something: it is signed, stripped of what may not leave, and sent to everybody who may see it.</summary>
    /// <param name="whole">A STIX object, whole.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What was sent; null when nothing of it may leave.</returns>
    public async Task<SignedObject?> PublishAsync(JsonObject whole, CancellationToken cancellation)
    {
        var said = await PublishAsync([whole], cancellation).ConfigureAwait(false);
        return said.Count > 0 ? said[0] : null;
    }

    /// <summary>Says several things at once.</summary>
    public async Task<IReadOnlyList<SignedObject>> PublishAsync(IReadOnlyList<JsonObject> whole, CancellationToken cancellation)
    {
        var mine = whole.Select(Disclosure.Of).OfType<JsonObject>().Select(o => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(ObjectSignature.Sign(o, _key))).ToArray();
        var (_, taken) = _intake.TakeAll(mine, _key.Id.Identity);
        await _shelf.PutAsync(taken, [], _key.Id.Identity, cancellation).ConfigureAwait(false);
        foreach (var said in taken) Send(said);
        return taken;
    }

    /// <summary>Takes what a member brings, and answers with the status for it.</summary>
    public async Task<TaxiiStatus> ReceiveAsync(IReadOnlyList<ReadOnlyMemory<byte>> objects, string from, CancellationToken cancellation)
    {
        var (verdicts, taken) = _intake.TakeAll(objects, from);
        var failures = verdicts.Where(v => v.Outcome == IntakeOutcome.Refused).Select(v => new TaxiiFailure(v.Id ?? "", null, v.Reason)).ToArray();
        return await _shelf.PutAsync(taken, failures, from, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var (_, stop, work) in _links.Values)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.Dispose();
        }

        _stop.Dispose();
    }

    internal void Fetched(IReadOnlyList<ReadOnlyMemory<byte>> objects, string from) => ReceiveAsync(objects, from, CancellationToken.None).GetAwaiter().GetResult();

    void Send(SignedObject said)
    {
        foreach (var (link, _, _) in _links.Values)
            if (_roster.Find(link.Member.Key.Identity) is { } member && SharingPolicy.MaySend(said, _key.Id, member)) link.Send(said.Json);
    }

    void Begin(Member member)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var options = _options.Client with { TokenSource = () => PeerToken.Issue(_key, member.Key, _time.GetUtcNow()) };
        var link = new PeerLink(member, CommunityShelf.CollectionOf(member.Community), this, options, _cursor, _options.Every, _time);
        if (_links.TryAdd(member.Key.Identity, (link, stop, Task.CompletedTask))) _links[member.Key.Identity] = (link, stop, Task.Run(() => link.RunAsync(stop.Token), CancellationToken.None));
    }

    void Part(string identity)
    {
        if (_links.TryRemove(identity, out var link)) link.Stop.Cancel();
    }
}
