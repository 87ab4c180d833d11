using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Broking;
using Hoplite.Response.Netfilter;
using Hoplite.Response.Responders.Names;
using Hoplite.Response.Responders.Packets;

namespace Hoplite.Bench.Responding;

/// <summary>A broker over a folder and the packet filter of this network namespace, as a process that is killed has it.</summary>
sealed class KillSite : IDisposable
{
    static readonly Guid Incident = Guid.Parse("0195f3a0-0000-7000-8000-000000000001");

    readonly PacketFilter _filter = PacketFilter.Open();
    readonly Ledger _ledger;
    readonly Guard.Gating.Gate _gate;

    public KillSite(string folder)
    {
        var time = TimeProvider.System;
        _ledger = Ledger.Open(Path.Combine(folder, "ledger"), time);
        var rungs = new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Act, [ActionKind.SinkholeDomain] = Autonomy.Act };
        var settings = new GateSettings(ProtectedSet.Shares, new BlastBudget(new BlastLimits { NarrowAnHour = 1_000_000, MostEntries = 1_000_000 }, time), new AutonomyLadder(rungs), new Dictionary<string, int>());
        _gate = new Guard.Gating.Gate(new Permissive(), settings, new ApprovalDesk(time, ApproverRing.Nobody, _ledger), _ledger, time);
        var effects = Path.Combine(folder, "effects.log");
        Broker = new Broker(
            RunBook.Open(Path.Combine(folder, "response.db")),
            [new Recorded(new AddressBlocker(_filter, time), effects), new Recorded(new NameSinkhole(new SinkholeOptions { File = Path.Combine(folder, "sinkhole.hosts") }), effects)], settings, _ledger, time);
    }

    public Broker Broker { get; }

    /// <summary>Does the action of a number: every third one answers a name with nothing, the others block an address.</summary>
    public Task<BrokerReceipt> DoAsync(int number)
    {
        var lease = TimeSpan.FromSeconds(1 + number % 3);
        var action = number % 3 == 0
            ? ProposedAction.Of(ActionKind.SinkholeDomain, TargetForm.Domain($"bad{number}.example")!, lease, Incident, "command-channel")
            : ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address($"198.{18 + number / 65_025 % 2}.{number / 255 % 255}.{number % 255}")!, lease, Incident, "brute-force-source");
        var decision = _gate.Decide(new GateRequest(action, Principal.Agent("responder"), new Label(Integrity.Sensor, Confidentiality.Internal, Provenance.None), new Endorsement(Integrity.Sensor, 5, 2, AtEnforcementPoint: false, [], []), FromModel: false));
        return Broker.ExecuteAsync(decision.Capability ?? throw new InvalidOperationException(string.Join(' ', decision.Reasons)), $"step-{number}", CancellationToken.None);
    }

    public void Dispose()
    {
        Broker.Book.Dispose();
        _ledger.Dispose();
        _filter.Dispose();
    }

    sealed class Permissive : IPolicyEngine
    {
        public string Digest => "none";

        public PolicyAnswer Ask(GateContext context) => new(IsAllowed: true, ["everything"]);
    }
}
