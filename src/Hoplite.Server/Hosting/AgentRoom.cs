using Hoplite.Agents.Fitness;
using Hoplite.Agents.Hunting;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Providers;
using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Hosting;

/// <summary>Where the agents work: they read cases and events, ask the gate, and write their reports. Detection never waits for anything here.</summary>
public sealed class AgentRoom : IDisposable
{
    static readonly TimeSpan PoliciesTake = TimeSpan.FromMinutes(2);

    readonly Platform _platform;
    readonly HuntRoom _room;
    readonly CancellationTokenSource _closing = new();

    /// <summary>Furnishes it; opens nothing that takes long.</summary>
    /// <exception cref="ProviderConfigurationException">A key of a provider is not where it should be.</exception>
    public AgentRoom(Platform platform, HuntRoom room, HuntShelf shelf, PlatformLedger ledger, Responses.Approvers approvers)
    {
        (_platform, _room) = (platform, room);
        var options = platform.Options.Agents;
        Ledger = ledger;
        Policies = new LatePolicies(() => CedarGatePolicies.Open(SharedPolicyCache ?? Path.Combine(platform.Data, "cedar-cache")));
        Approvals = new ApprovalDesk(platform.Time, approvers, ledger) { MostAnHour = platform.Options.Response.ApprovalsAnHour, Test = platform.Options.Response.TestQuestions ? Responses.TestQuestions.Of : null };
        Gate = new Gate(Policies, Settings(options, platform), Approvals, ledger, platform.Time);
        Desk = options.Providers.Count > 0 ? new ModelDesk(options, ledger, platform.Time) { Bodies = LedgerBodies.Open(Path.Combine(platform.Data, "agents")) } : null;
        var origin = new LiveOrigin(platform.Options.Syslog.Udp is not null);
        Investigator = new Investigator(FieldTrust.Default, origin.Of, PlaybookLibrary.Default, platform.Time);
        var consultation = Desk is null ? null : new Consultation(Desk, PlaybookLibrary.Default, Investigator.Proposer, FieldTrust.Default, origin.Of);
        Investigations = new InvestigationBook(platform.Database);
        Loop = new AgentLoop(
            new Analyst(Investigator, consultation, Gate, ledger, platform.Time), new StoreEvidence(room.Engine.Run, platform.Incidents, target => Known?.Invoke(target)),
            new CaseBooks(platform.Incidents, platform.Findings, Investigations), platform.Time)
        {
            Ran = run => platform.Feed.Tell("investigation", new { run.Id, run.Incident, run.Verdict, run.Confidence, run.NeedsApproval }),
        };
        Plans = new HuntPlanDesk(room.Engine, shelf.Load, Desk, platform.Time);
        platform.CaseChanged = Loop.Put;
    }

    /// <summary>A folder for the compiled policy engine instead of one in each data folder; for tests, which start many servers.</summary>
    internal static string? SharedPolicyCache { get; set; }

    /// <summary>What threat intelligence makes of a thing; null while there is none.</summary>
    public Func<ActionTarget, Reputation?>? Known { get; set; }

    /// <summary>The ledger of all decisions.</summary>
    public PlatformLedger Ledger { get; }

    /// <summary>The policies of the gate.</summary>
    public LatePolicies Policies { get; }

    /// <summary>The gate.</summary>
    public Gate Gate { get; }

    /// <summary>What people said.</summary>
    public ApprovalDesk Approvals { get; }

    /// <summary>Where models are asked; null when none is configured.</summary>
    public ModelDesk? Desk { get; }

    /// <summary>Looks into incidents by rules.</summary>
    public Investigator Investigator { get; }

    /// <summary>What came of looking into incidents.</summary>
    public InvestigationBook Investigations { get; }

    /// <summary>Looks into incidents as they come.</summary>
    public AgentLoop Loop { get; }

    /// <summary>Plans of questions in plain words.</summary>
    public HuntPlanDesk Plans { get; }

    /// <summary>Begins to run a plan, unless it runs already.</summary>
    public void BeginPlan(Guid id)
    {
        if (Plans.TryBegin(id)) _ = Task.Run(() => Plans.Run(id, _room.Run, _closing.Token), CancellationToken.None);
    }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // What is decided before the policies are there is denied; a short wait saves people from reading that.
        var loading = Task.Run(Policies.Load, cancellation);
        await Task.WhenAny(loading, Task.Delay(PoliciesTake, _platform.Time, cancellation)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        await Loop.RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks every pinned provider once a day what it was asked when it was pinned, until it is cancelled; one that answers otherwise is no longer asked.</summary>
    /// <exception cref="InvalidOperationException">No provider is configured.</exception>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        var watch = new DriftWatch(Desk ?? throw new InvalidOperationException("there is no model to watch"), _platform.Options.Agents, Path.Combine(_platform.Data, "agents", "pins"), _platform.Time, Ledger);
        using var day = new PeriodicTimer(TimeSpan.FromDays(1), _platform.Time);
        do
        {
            foreach (var (provider, drift) in await watch.LookAsync(cancellation).ConfigureAwait(false)) _platform.Feed.Tell("provider", new { provider, drift });
        }
        while (await day.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        Desk?.Dispose();
        Policies.Dispose();
    }

    static IEnumerable<string> OwnName() => TargetForm.Host(Environment.MachineName) is { } name ? [name.Name] : [];

    // A machine under another name is the same machine: what has a protected address is protected.
    static ProtectedSet Protected(ProtectedOptions options, Response.ResponseOptions response)
    {
        var addresses = options.Addresses.Concat(OwnAddresses.All()).ToList();
        var byAddress = new ProtectedSet(addresses, [], [], []);
        var machines = response.Machines.SelectMany(m => m.Value.Select(a => (Name: m.Key, Address: a))).Concat(response.SshIsolation?.Hosts.Select(h => (Name: h.Key, h.Value.Address)) ?? []);
        var named = machines.Where(m => TargetForm.Address(m.Address) is { } address && byAddress.Contains(address)).Select(m => m.Name);
        return new ProtectedSet(addresses, options.Hosts.Concat(OwnName()).Concat(named), options.Accounts, options.Domains);
    }

    static GateSettings Settings(AgentOptions options, Platform platform) => new(
        Protected(options.Protected, platform.Options.Response),
        new BlastBudget(new BlastLimits { Assets = options.Assets, Accounts = options.Accounts, NarrowAnHour = options.NarrowAnHour, WideAnHour = options.WideAnHour }, platform.Time),
        KeptAutonomy.Open(new SettingBook(platform.Database), options.Autonomy),
        options.Criticality.GroupBy(c => c.Key.ToLowerInvariant(), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(c => c.Value), StringComparer.Ordinal));
}
