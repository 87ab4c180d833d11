using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Tests.Investigating;

public sealed class ReputationTests
{
    static readonly CaseNames Names = CaseNames.Of(42);
    static readonly Investigator Investigator = new(FieldTrust.Default, DrillSite.Origin, PlaybookLibrary.Default, TimeProvider.System);

    [Fact]
    public void An_address_that_is_known_as_bad_makes_an_incident_more_serious()
    {
        var (alone, known) = (Look(NoEvidence.Instance), Look(new Says(_ => new Reputation(ReputationStanding.Bad, "indicator--1", 3))));
        Assert.Equal((Verdict.Undetermined, Verdict.Suspicious), (alone.Verdict, known.Verdict));
        Assert.Contains(known.Reasons, r => r.Text == $"{Names.Attacker} is known as bad: named by 3 sources" && r.Points == 15);
        Assert.Contains(known.Steps, s => s is { Kind: StepKind.AskIntelligence, Seen: > 0 });
    }

    [Fact]
    public void Words_of_others_never_make_an_incident_less_serious()
    {
        var alone = Look(NoEvidence.Instance);
        foreach (var standing in Enum.GetValues<ReputationStanding>())
        {
            var with = Look(new Says(_ => new Reputation(standing, "indicator--1", 2)));
            Assert.True(with.Verdict >= alone.Verdict, $"{standing}");
            Assert.All(with.Reasons, r => Assert.True(r.Points >= 0));
        }
    }

    [Fact]
    public void What_is_not_believed_counts_for_nothing_and_is_said()
    {
        var claimed = Look(new Says(_ => new Reputation(ReputationStanding.Claimed, "indicator--1", 1)));
        Assert.Contains(claimed.Reasons, r => r.Points == 0 && r.Text.EndsWith("is called bad by 1 source, which is not believed yet", StringComparison.Ordinal));
    }

    [Fact]
    public void Habit_does_not_explain_what_is_known_as_bad()
    {
        PastIncident[] past = [.. Enumerable.Range(0, 3).Select(_ => new PastIncident(Guid.NewGuid(), "benign", SharesHost: true))];
        Assert.Equal(Verdict.BenignExplained, Look(new Says(_ => Reputation.Unknown, past)).Verdict);
        Assert.NotEqual(Verdict.BenignExplained, Look(new Says(_ => new Reputation(ReputationStanding.Bad, "indicator--1", 1), past)).Verdict);
    }

    [Fact]
    public void What_a_rule_matched_because_of_intelligence_is_not_counted_twice()
    {
        var incident = Incident();
        var rule = incident.Findings[0].Rule.Id;
        var report = Investigator.Investigate(incident, new Says(_ => new Reputation(ReputationStanding.Bad, rule, 1)), TestContext.Current.CancellationToken);
        Assert.Contains(report.Reasons, r => r.Text.Contains("known as bad", StringComparison.Ordinal) && r.Points == 0);
    }

    static Investigation Look(IEvidence evidence) => Investigator.Investigate(Incident(), evidence, TestContext.Current.CancellationToken);

    static Incident Incident() => new CaseFactory().Make(
        new Carrier("nothing", CarrierEscape.Quote, 200, "web-1", "{attacker} - - [{clf}] \"GET /intern/{payload} HTTP/1.1\" 403 162 \"-\" \"curl/8.1\""), new Payload(AttackGoal.Close, "an-ordinary-page", PayloadEncoding.Plain, "m"), Names, isConfirmed: false)!.Incident;

    sealed class Says(Func<ActionTarget, Reputation> known, IReadOnlyList<PastIncident>? past = null) : IEvidence
    {
        public Sightings? About(ActionTarget target, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation) => null;

        public IReadOnlyList<PastIncident>? Like(Incident incident) => past;

        public Reputation? Known(ActionTarget target) => known(target);
    }
}
