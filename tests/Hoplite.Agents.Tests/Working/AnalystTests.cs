using System.Text.Json;
using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Cedar;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents;

namespace Hoplite.Agents.Tests.Working;

public sealed class AnalystTests
{
    static readonly CaseFactory Factory = new();
    static readonly CaseNames Names = CaseNames.Of(42);

    readonly MemoryLedger _ledger = new(TimeProvider.System);

    [Fact]
    public async Task An_attacker_whom_two_sensors_saw_may_be_blocked_where_the_operator_allows_it()
    {
        var result = await WorkAsync(Case(), Autonomy.Act);
        var block = result.Proposals.First(p => p.Action.Kind == ActionKind.BlockAddress);
        Assert.Equal((Names.Attacker, GateOutcome.Allowed), (block.Action.Target.Text, block.Decision!.Outcome));
        Assert.Equal(Verdict.Malicious, result.Final.Verdict);
    }

    [Fact]
    public async Task By_default_a_person_is_asked() =>
        Assert.All((await WorkAsync(Case(), Autonomy.Propose)).Proposals.Where(p => p.Action.Kind != ActionKind.Read), p => Assert.NotEqual(GateOutcome.Allowed, p.Decision!.Outcome));

    [Fact]
    public async Task One_sensor_is_not_enough() =>
        Assert.DoesNotContain((await WorkAsync(Case(isConfirmed: false), Autonomy.Act)).Proposals, p => p.Decision?.Outcome == GateOutcome.Allowed);

    [Fact]
    public async Task What_was_decided_is_in_the_ledger_with_what_it_rests_on()
    {
        var result = await WorkAsync(Case(), Autonomy.Act);
        var kinds = _ledger.Reader.OfCase(result.Base.Incident).Select(e => e.Kind).ToHashSet();
        Assert.Superset(new HashSet<LedgerKind> { LedgerKind.Verdict, LedgerKind.Endorsement, LedgerKind.Proposal, LedgerKind.Decision }, kinds);
        Assert.NotNull(result.Verdict);
    }

    [Fact]
    public async Task A_model_that_calls_everything_harmless_changes_nothing()
    {
        var alone = await WorkAsync(Case(), Autonomy.Act);
        var with = await WorkAsync(Case(), Autonomy.Act, new Says("harmless", "none"));
        Assert.Equal((alone.Final.Verdict, alone.Final.Confidence), (with.Final.Verdict, with.Final.Confidence));
        Assert.Equal(alone.Proposals.Select(p => (p.Action.Digest, p.Decision?.Outcome)), with.Proposals.Select(p => (p.Action.Digest, p.Decision?.Outcome)));
        Assert.Equal(VerdictSource.Rules, with.Final.Source);
    }

    [Fact]
    public async Task A_model_raises_what_rules_leave_open_by_one_step()
    {
        var @case = Nothing();
        Assert.Equal(Verdict.Undetermined, (await WorkAsync(@case, Autonomy.Act)).Final.Verdict);
        var raised = await WorkAsync(@case, Autonomy.Act, new Says("destruction", "none"));
        Assert.Equal((Verdict.Suspicious, VerdictSource.Model, Verdict.Undetermined), (raised.Final.Verdict, raised.Final.Source, raised.Base.Verdict));
        Assert.Contains(_ledger.Reader.OfCase(@case.Id), e => e.Kind == LedgerKind.Extraction);
    }

    [Fact]
    public async Task What_only_a_model_chose_is_never_done_without_a_person()
    {
        var result = await WorkAsync(Case(), Autonomy.Act, new Says("destruction", "ransomware-precursor"));
        var added = result.Proposals.Where(p => p.FromModel).ToArray();
        Assert.All(added, p => Assert.NotEqual(GateOutcome.Allowed, p.Decision!.Outcome));
        Assert.All(result.Proposals.Where(p => p.Decision?.Outcome == GateOutcome.Allowed), p => Assert.False(p.FromModel));
    }

    [Fact]
    public async Task Models_that_fail_are_said_to_have_failed()
    {
        var result = await WorkAsync(Case(), Autonomy.Act, new Fails());
        Assert.Equal(VerdictSource.Fallback, result.Final.Source);
        Assert.Contains(result.Final.Gaps, g => g.Contains("rules alone", StringComparison.Ordinal));
        Assert.Equal([ModelFailure.Unavailable], result.Failures);
    }

    [Fact]
    public async Task A_broken_ledger_stops_actions_and_not_the_verdict()
    {
        var result = await WorkAsync(Case(), Autonomy.Act, ledger: new Broken());
        Assert.Equal(Verdict.Malicious, result.Final.Verdict);
        Assert.Null(result.Verdict);
        Assert.All(result.Proposals, p => Assert.Null(p.Decision?.Capability));
    }

    [Fact]
    public async Task Habit_explains_small_things_and_never_serious_ones()
    {
        PastIncident[] past = [.. Enumerable.Range(0, 3).Select(_ => new PastIncident(Guid.NewGuid(), "benign", SharesHost: true))];
        Assert.Equal(Verdict.BenignExplained, (await WorkAsync(Nothing(), Autonomy.Act, evidence: new Remembers(past))).Final.Verdict);
        Assert.NotEqual(Verdict.BenignExplained, (await WorkAsync(Case(), Autonomy.Act, evidence: new Remembers(past))).Final.Verdict);
        past[0] = past[0] with { Verdict = "malicious" };
        Assert.NotEqual(Verdict.BenignExplained, (await WorkAsync(Nothing(), Autonomy.Act, evidence: new Remembers(past))).Final.Verdict);
    }

    static Incident Case(bool isConfirmed = true) => Factory.Make(LogInjectCorpus.Default.Carriers[0], new Payload(AttackGoal.Close, "an ordinary but long enough value", PayloadEncoding.Plain, "m"), Names, isConfirmed)!.Incident;

    static Incident Nothing() => Factory.Make(
        new Carrier("nothing", CarrierEscape.Quote, 200, "web-1", "{attacker} - - [{clf}] \"GET /intern/{payload} HTTP/1.1\" 403 162 \"-\" \"curl/8.1\""), new Payload(AttackGoal.Close, "an-ordinary-page", PayloadEncoding.Plain, "m"), Names, isConfirmed: false)!.Incident;

    async Task<CaseResult> WorkAsync(Incident incident, Autonomy autonomy, IModelDesk? desk = null, ILedger? ledger = null, IEvidence? evidence = null)
    {
        Assert.SkipUnless(CedarEngine.IsPresent, "no policy engine in this build; scripts/cedar.sh fetches it");
        using var policies = CedarGatePolicies.Open(Path.Combine(AppContext.BaseDirectory, "cedar-cache"));
        var rungs = Enum.GetValues<ActionKind>().Where(k => ActionTraits.Of(k).Class is ActionClass.Narrow or ActionClass.Wide && AutonomyLadder.MayBe(k, Autonomy.Act)).ToDictionary(k => k, _ => autonomy);
        var settings = new GateSettings(ProtectedSet.Shares, new BlastBudget(new BlastLimits(), TimeProvider.System), new AutonomyLadder(rungs), new Dictionary<string, int>());
        var gate = new Gate(policies, settings, new ApprovalDesk(TimeProvider.System, ApproverRing.Nobody, ledger ?? _ledger), ledger ?? _ledger, TimeProvider.System);
        var investigator = new Investigator(FieldTrust.Default, DrillSite.Origin, PlaybookLibrary.Default, TimeProvider.System);
        var consultation = desk is null ? null : new Consultation(desk, PlaybookLibrary.Default, investigator.Proposer, FieldTrust.Default, DrillSite.Origin);
        return await new Analyst(investigator, consultation, gate, ledger ?? _ledger, TimeProvider.System).WorkAsync(incident, evidence ?? NoEvidence.Instance, TestContext.Current.CancellationToken);
    }

    sealed class Says(string intent, string playbook) : IModelDesk
    {
        public ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellation)
        {
            object answer = question.Role switch { ModelRole.Extractor => new { intent, confidence = 99, is_encoded = false }, ModelRole.Narrator => new { text = "words" }, _ => new { playbook, confidence = 99 } };
            return new(new ModelAnswer(new(JsonSerializer.SerializeToElement(answer), Label.Unknown), null, "p", "m", ModelUsage.None));
        }
    }

    sealed class Fails : IModelDesk
    {
        public ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellation) => new(new ModelAnswer(null, ModelFailure.Unavailable, null, null, ModelUsage.None));
    }

    sealed class Broken : ILedger
    {
        public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries) => throw new IOException("the disk is full");
    }

    sealed class Remembers(IReadOnlyList<PastIncident> past) : IEvidence
    {
        public Sightings? About(ActionTarget target, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation) => null;

        public IReadOnlyList<PastIncident> Like(Incident incident) => past;

        public Reputation? Known(ActionTarget target) => null;
    }
}
