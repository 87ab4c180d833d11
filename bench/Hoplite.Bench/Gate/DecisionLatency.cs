using System.Diagnostics;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Cedar;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;

namespace Hoplite.Bench.Gate;

/// <summary>How long a whole decision takes: context, policies, hard rules, and two leaves of a ledger that are on the disk and below a signed checkpoint.</summary>
static class DecisionLatency
{
    const int Decisions = 1_000;

    /// <summary>Measures.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="folder">Where the ledger is put.</param>
    public static void Run(CedarEngine engine, string folder)
    {
        using var policies = new CedarGatePolicies(ShippedPolicies.Open(engine), ShippedPolicies.Text);
        using var ledger = Ledger.Open(Path.Combine(folder, "ledger"), TimeProvider.System);
        var settings = new GateSettings(ProtectedSet.Shares, new BlastBudget(new BlastLimits { NarrowAnHour = Decisions * 2, MostEntries = Decisions * 2 }, TimeProvider.System), new AutonomyLadder(new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Act }), new Dictionary<string, int>());
        var gate = new Guard.Gating.Gate(policies, settings, new ApprovalDesk(TimeProvider.System, ApproverRing.Nobody, ledger), ledger, TimeProvider.System);
        var incident = Guid.CreateVersion7();
        var times = new double[Decisions];
        var allowed = 0;
        for (var i = 0; i < Decisions; i++)
        {
            var action = ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address($"198.51.{i / 250}.{i % 250 + 1}")!, TimeSpan.FromHours(1), incident, "brute-force-source");
            var request = new GateRequest(action, Principal.Agent("responder"), new Label(Integrity.Sensor, Confidentiality.Internal, Provenance.None), new Endorsement(Integrity.Sensor, 5, 2, AtEnforcementPoint: false, [], []), FromModel: false);
            var begin = Stopwatch.GetTimestamp();
            if (gate.Decide(request).Outcome == GateOutcome.Allowed) allowed++;
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine($"{Decisions:N0} decisions with two durable leaves each, {allowed:N0} allowed: p50 {times[Decisions / 2]:0.00} ms, p95 {times[Decisions / 100 * 95]:0.00} ms, longest {times[^1]:0.0} ms");
    }
}
