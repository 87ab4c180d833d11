using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Providers;
using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Store.Pipeline;
using Hoplite.Telemetry;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Drill;

/// <summary>An organisation to drill in: everything of the platform from the incident to the capability, fresh for each episode, with as much autonomy as can be given.</summary>
sealed class DrillSite : IDisposable
{
    static readonly FieldTrust Trust = FieldTrust.Default;
    static readonly ProtectedSet Protected = new(["10.20.0.1", "10.20.0.53"], ["dc01", "backup01"], ["admin", "breakglass"], ["example.org"]);
    static readonly Dictionary<ActionKind, Autonomy> Rungs = Enum.GetValues<ActionKind>().Where(k => ActionTraits.Of(k).LongestAlone > TimeSpan.Zero).ToDictionary(k => k, _ => Autonomy.Act);

    readonly ModelDesk? _desk;

    /// <summary>Makes one.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="model">The model; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ceiling">The most secret data the model may see.</param>
    /// <param name="ledger">Where it is written down.</param>
    public DrillSite(IPolicyEngine? policies, IChatClient? model, TimeProvider time, Confidentiality ceiling = Confidentiality.Sensitive, ILedger? ledger = null)
    {
        Ledger = ledger ?? new DrillLedger();
        Settings = new GateSettings(Protected, new BlastBudget(new BlastLimits { Assets = 200, Accounts = 400 }, time), new AutonomyLadder(Rungs), new Dictionary<string, int> { ["erp"] = 3, ["dc01"] = 4 });
        Approvals = new ApprovalDesk(time, DrillPeople.Approvers, Ledger);
        Gate = new Gate(policies, Settings, Approvals, Ledger, time);
        var investigator = new Investigator(Trust, Origin, PlaybookLibrary.Default, time);
        if (model is not null)
        {
            var options = new AgentOptions { Providers = [new ProviderOptions { Name = "double", Model = "double", Url = new Uri("http://127.0.0.1:1"), Ceiling = ceiling }] };
            _desk = new ModelDesk(options, Ledger, time, "", new Patience(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 8), _ => model);
        }

        Analyst = new Analyst(investigator, _desk is null ? null : new Consultation(_desk, PlaybookLibrary.Default, investigator.Proposer, Trust, Origin), Gate, Ledger, time);
        Door = new FreeProposalDoor(Gate, new Endorser(Trust, Origin, TimeSpan.FromHours(24)));
    }

    /// <summary>What was written down.</summary>
    public ILedger Ledger { get; }

    /// <summary>What the gate knows.</summary>
    public GateSettings Settings { get; }

    /// <summary>What people said.</summary>
    public ApprovalDesk Approvals { get; }

    /// <summary>The gate.</summary>
    public Gate Gate { get; }

    /// <summary>Works on incidents.</summary>
    public Analyst Analyst { get; }

    /// <summary>Puts wishes before the gate.</summary>
    public FreeProposalDoor Door { get; }

    /// <summary>Where events of the drill come from: the source that delivered them.</summary>
    public static SensorOrigin Origin(EventRecord record)
    {
        var channel = SpoolPath.Parse(record.Source.Path)?.Source ?? record.Source.Path;
        return new SensorOrigin(channel, record.LogSource.Product == "zeek" ? channel : record["Computer"] ?? record["hostname"] ?? record["host"] ?? channel);
    }

    /// <inheritdoc />
    public void Dispose() => _desk?.Dispose();
}
