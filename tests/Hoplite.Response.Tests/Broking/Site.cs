using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Broking;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Names;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Response.Tests.Broking;

/// <summary>A gate that allows what its hard rules allow, and a broker over a resolver's file in a folder of its own.</summary>
sealed class Site : IDisposable
{
    public static readonly Guid Incident = Guid.CreateVersion7();

    readonly Gate _gate;
    readonly MemoryLedger _ledger;

    public Site(Func<IResponder, IResponder>? around = null, Func<ILedger, ILedger>? ledger = null)
    {
        Folder = Directory.CreateTempSubdirectory("hoplite-broker-").FullName;
        File.WriteAllText(ResolverFile, "0.0.0.0 known.example\n");
        _ledger = new MemoryLedger(Time);
        Settings = new GateSettings(
            new ProtectedSet([], [], [], ["ours.example"]), new BlastBudget(new BlastLimits { NarrowAnHour = 10_000, MostEntries = 10_000 }, Time),
            new AutonomyLadder(new Dictionary<ActionKind, Autonomy>
            {
                [ActionKind.SinkholeDomain] = Autonomy.Act, [ActionKind.SuspendProcess] = Autonomy.Act, [ActionKind.KillProcess] = Autonomy.Act, [ActionKind.QuarantineFile] = Autonomy.Act, [ActionKind.DisableAccount] = Autonomy.Act,
            }), new Dictionary<string, int>());
        Responder = around is null ? new NameSinkhole(new SinkholeOptions { File = ResolverFile }) : around(new NameSinkhole(new SinkholeOptions { File = ResolverFile }));
        Ledger = ledger?.Invoke(_ledger) ?? _ledger;
        _gate = new Gate(new Permissive(), Settings, new ApprovalDesk(Time, ApproverRing.Nobody, _ledger), _ledger, Time);
        Broker = Open();
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public string Folder { get; }

    public string ResolverFile => Path.Combine(Folder, "sinkhole.hosts");

    public GateSettings Settings { get; }

    public IResponder Responder { get; set; }

    public ILedger Ledger { get; }

    public Broker Broker { get; private set; }

    public string Resolver => File.ReadAllText(ResolverFile);

    public static ProposedAction Sink(string domain, int minutes = 60) => ProposedAction.Of(ActionKind.SinkholeDomain, TargetForm.Domain(domain)!, TimeSpan.FromMinutes(minutes), Incident, "command-channel");

    public Capability May(ProposedAction action)
    {
        var decision = _gate.Decide(new GateRequest(action, Principal.Agent("responder"), new Label(Integrity.Sensor, Confidentiality.Internal, Provenance.None), new Endorsement(Integrity.Sensor, 5, 2, AtEnforcementPoint: false, [], []), FromModel: false));
        return decision.Capability ?? throw new InvalidOperationException(string.Join(' ', decision.Reasons));
    }

    public Task<BrokerReceipt> DoAsync(ProposedAction action, string? key = null) => Broker.ExecuteAsync(May(action), key, TestContext.Current.CancellationToken);

    /// <summary>Another process over the same files.</summary>
    public async Task RestartAsync(IResponder? responder = null)
    {
        Broker.Book.Dispose();
        if (responder is not null) Responder = responder;
        Broker = Open();
        await Broker.RecoverAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Broker.Book.Dispose();
        _ledger.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    Broker Open() => new(RunBook.Open(Path.Combine(Folder, "response.db")), [Responder], Settings, Ledger, Time);

    sealed class Permissive : IPolicyEngine
    {
        public string Digest => "none";

        public PolicyAnswer Ask(GateContext context) => new(IsAllowed: true, ["everything"]);
    }
}
