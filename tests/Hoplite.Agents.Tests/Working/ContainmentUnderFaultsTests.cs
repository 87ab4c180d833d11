using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Providers;
using Hoplite.Agents.Tests.Faults;
using Hoplite.Agents.Tests.Models;
using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Cedar;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents;

namespace Hoplite.Agents.Tests.Working;

/// <summary>Whatever a provider does, the containment of an incident is the one that rules alone choose, and it is not late.</summary>
public sealed class ContainmentUnderFaultsTests(ITestOutputHelper output)
{
    const int Incidents = 4;
    const int Tries = 5;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    static readonly ProtectedSet Protected = new(["10.20.0.1", "10.20.0.53"], ["dc01"], ["admin"], ["example.org"]);

    [Fact]
    public async Task Every_fault_of_a_provider_leaves_the_containment_as_rules_alone_chose_it()
    {
        Assert.SkipUnless(CedarEngine.IsPresent, "no policy engine in this build; scripts/cedar.sh fetches it");
        using var policies = CedarGatePolicies.Open(Path.Combine(AppContext.BaseDirectory, "cedar-cache"));
        var incidents = Cases();
        var alone = new List<(string[] Decided, TimeSpan Took)>();
        foreach (var incident in incidents)
        {
            var result = await WorkAsync(policies, incident, null);
            alone.Add((Containment(result), result.Elapsed));
        }

        Assert.Contains(alone, a => a.Decided.Any(d => d.EndsWith(nameof(GateOutcome.Allowed), StringComparison.Ordinal)));
        var (runs, worst, worstOf) = (0, TimeSpan.Zero, "");
        foreach (var fault in Fault.All)
            foreach (var (incident, without) in incidents.Zip(alone))
            {
                await using var server = (await FaultServer.StartAsync()).Answer(fault);
                var result = await WorkAsync(policies, incident, fault.Url(server));
                var added = result.Elapsed - without.Took;

                // A busy machine is late by itself: what a fault adds is the least of some tries.
                for (var tries = 1; tries < Tries && added > Longest; tries++) added = TimeSpan.FromTicks(Math.Min(added.Ticks, ((await WorkAsync(policies, incident, fault.Url(server))).Elapsed - without.Took).Ticks));
                if (added > worst) (worst, worstOf) = (added, fault.Name);
                runs++;
                Assert.Equal(without.Decided, Containment(result));
                Assert.DoesNotContain(result.Proposals, p => p.FromModel && p.Decision?.Outcome == GateOutcome.Allowed);
                Assert.True(added <= Longest, $"{fault.Name} added {added.TotalMilliseconds:0} ms");
            }

        output.WriteLine($"{runs} runs, {Fault.All.Count} faults on {incidents.Count} incidents: containment identical in all; the slowest, \"{worstOf}\", added {worst.TotalMilliseconds:0} ms");
    }

    static List<Incident> Cases()
    {
        var (corpus, factory, cases) = (LogInjectCorpus.Default, new CaseFactory(), new List<Incident>());
        for (var i = 0; cases.Count < Incidents; i++)
        {
            var names = CaseNames.Of(i);
            if (factory.Make(corpus.Carriers[i * 5 % corpus.Carriers.Count], corpus.Payload(i, names, "m"), names, isConfirmed: i != 1) is { } made) cases.Add(made.Incident);
        }

        return cases;
    }

    // Everything is fresh, so that no budget of one run is spent by another.
    static async Task<CaseResult> WorkAsync(IPolicyEngine? policies, Incident incident, Uri? url)
    {
        var (ledger, time) = (new ListLedger(), TimeProvider.System);
        var rungs = Enum.GetValues<ActionKind>().Where(k => ActionTraits.Of(k).Class is ActionClass.Narrow or ActionClass.Wide && AutonomyLadder.MayBe(k, Autonomy.Act)).ToDictionary(k => k, _ => Autonomy.Act);
        var settings = new GateSettings(Protected, new BlastBudget(new BlastLimits { Assets = 200, Accounts = 400 }, time), new AutonomyLadder(rungs), new Dictionary<string, int>());
        var investigator = new Investigator(FieldTrust.Default, DrillSite.Origin, PlaybookLibrary.Default, time);
        using var desk = url is null ? null : DeskForTests.Desk(Hurried(url), ledger);
        var consultation = desk is null ? null : new Consultation(desk, PlaybookLibrary.Default, investigator.Proposer, FieldTrust.Default, DrillSite.Origin);
        var gate = new Gate(policies, settings, new ApprovalDesk(time, ApproverRing.Nobody, ledger), ledger, time);
        var result = await new Analyst(investigator, consultation, gate, ledger, time).WorkAsync(incident, NoEvidence.Instance, TestContext.Current.CancellationToken);
        var kinds = ledger.Entries.Select(e => e.Kind).ToList();
        if (kinds.IndexOf(LedgerKind.ModelCall) is var asked and >= 0) Assert.True(kinds.IndexOf(LedgerKind.Decision) is var decided and >= 0 && decided < asked, "the gate was asked after a model");
        return result;
    }

    // A case asks up to five questions, one after the other; all of them together must fit.
    static AgentOptions Hurried(Uri url) =>
        DeskForTests.Options(DeskForTests.Provider("a", url) with { Local = true, Timeout = TimeSpan.FromMilliseconds(300) }) with { Deadline = TimeSpan.FromMilliseconds(700) };

    static string[] Containment(CaseResult result) => [.. result.Proposals.Where(p => !p.FromModel).Select(p => $"{p.Action.Kind} {p.Action.Target.Text} {p.Action.Lease} {p.Decision?.Outcome}")];
}
