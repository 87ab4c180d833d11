using System.Collections.Concurrent;
using System.Threading.Channels;
using Hoplite.Agents.Working;
using Hoplite.Detection;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Hosting;
using Hoplite.Server.Responses;

namespace Hoplite.Server.Intelligence;

/// <summary>Blocks what is known well enough and was met here, through the same gate as everything; and takes the block back when the knowledge is taken back.</summary>
/// <param name="platform">Knows which incident a finding belongs to.</param>
/// <param name="agents">Holds the gate.</param>
/// <param name="responses">Acts.</param>
sealed class IntelligenceBlocks(Platform platform, AgentRoom agents, ResponseRoom responses)
{
    const string Who = "intelligence";
    const int MostMet = 50;

    static readonly TimeSpan Lease = TimeSpan.FromHours(1);
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    readonly Endorser _endorser = new(FieldTrust.Default, new LiveOrigin(platform.Options.Syslog.Udp is not null).Of, Window);
    readonly ConcurrentDictionary<Named, List<Finding>> _met = new();
    readonly Channel<(Named Named, Finding Finding)> _waiting = Channel.CreateBounded<(Named, Finding)>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Channel<Named> _fallen = Channel.CreateUnbounded<Named>();

    /// <summary>A thing that may be blocked was met.</summary>
    public void Meet(Named named, Finding finding) => _waiting.Writer.TryWrite((named, finding));

    /// <summary>A thing may not be blocked any more.</summary>
    public void Fall(Named named) => _fallen.Writer.TryWrite(named);

    /// <summary>Works until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(MeetAsync(cancellation), FallAsync(cancellation));

    /// <summary>Takes nothing more.</summary>
    public void Complete()
    {
        _waiting.Writer.TryComplete();
        _fallen.Writer.TryComplete();
    }

    async Task MeetAsync(CancellationToken cancellation)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            // What several sensors see arrives within a moment; asked at once, a person would be asked about what the second one settles.
            await Task.Delay(Moment, platform.Time, cancellation).ConfigureAwait(false);
            var met = new List<(Named Named, Finding Finding)>();
            while (_waiting.Reader.TryRead(out var one)) met.Add(one);
            foreach (var group in met.GroupBy(m => m.Named)) await MetAsync(group.Key, [.. group.Select(g => g.Finding)], cancellation).ConfigureAwait(false);
        }
    }

    async Task FallAsync(CancellationToken cancellation)
    {
        await foreach (var named in _fallen.Reader.ReadAllAsync(cancellation).ConfigureAwait(false)) await UndoAsync(named).ConfigureAwait(false);
    }

    async Task MetAsync(Named named, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        if (TargetOf(named) is not { } target) return;
        var (kind, to) = target;
        var met = _met.GetOrAdd(named, static _ => []);
        Finding[] lately;
        lock (met)
        {
            met.AddRange(findings);
            if (met.Count > MostMet) met.RemoveRange(0, met.Count - MostMet);
            lately = [.. met];
        }

        if (responses.Broker.Book.Live.Any(r => r.Action.Kind == kind && r.Action.Target.Text == to.Text)) return;
        var incident = platform.Findings.Find(findings[^1].Id)?.Line.Incident ?? Guid.Empty;
        var action = ProposedAction.Of(kind, to, Lease, incident, Who);
        var endorsement = _endorser.Endorse(to, lately);
        var request = new GateRequest(action, Principal.Agent(Who), new Label(endorsement.Integrity, Confidentiality.Internal, Provenance.None), endorsement, FromModel: false);
        var decision = agents.Gate.Decide(request);
        await responses.Inbox.OfferAsync(request, decision, $"Block {to.Text}, which threat intelligence names", cancellation).ConfigureAwait(false);
    }

    // What was done because it was thought to be bad is undone.
    async Task UndoAsync(Named named)
    {
        _met.TryRemove(named, out _);
        if (TargetOf(named) is not { } target) return;
        foreach (var run in responses.Broker.Book.Live.Where(r => r.Action.Playbook == Who && r.Action.Kind == target.Kind && r.Action.Target.Text == target.Target.Text).ToArray())
            await responses.Broker.RevertAsync(run.Id, Who, isMistake: true).ConfigureAwait(false);
    }

    /// <summary>Whether a thing is blocked now, for whatever reason.</summary>
    public bool IsBlocked(Named named) => TargetOf(named) is { } target && responses.Broker.Book.Live.Any(r => r.Action.Kind == target.Kind && r.Action.Target.Text == target.Target.Text);

    static (ActionKind Kind, ActionTarget Target)? TargetOf(Named named) => named.Kind switch
    {
        NamedKind.Address when TargetForm.Address(named.Value) is { } address => (ActionKind.BlockAddress, address),
        NamedKind.Domain when TargetForm.Domain(named.Value) is { } domain => (ActionKind.SinkholeDomain, domain),
        _ => null,
    };
}
