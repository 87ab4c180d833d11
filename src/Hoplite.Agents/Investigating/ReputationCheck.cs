using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Investigating;

/// <summary>Asks threat intelligence about what came from outside. What it answers can make an incident more serious and never less.</summary>
static class ReputationCheck
{
    const int MostAsked = 12;
    const int Points = 15;
    const int MostPoints = 30;

    /// <summary>The things one asks about: outside addresses, domains and files.</summary>
    public static IReadOnlyList<ScopeMember> Asked(CaseScope scope) =>
        [.. scope.Members.Where(m => m.Target.Kind is TargetKind.Domain or TargetKind.File || (m.Target.Kind == TargetKind.Address && !ProtectedSet.IsInternal(m.Target))).Take(MostAsked)];

    /// <summary>What the answers say for the verdict.</summary>
    /// <param name="incident">The incident; what a rule matched because of intelligence is not counted twice.</param>
    /// <param name="answers">The answers.</param>
    public static IEnumerable<Reason> Reasons(Incident incident, IReadOnlyList<(ScopeMember Member, Reputation Known)> answers)
    {
        var matched = incident.Findings.Select(f => f.Rule.Id).ToHashSet(StringComparer.Ordinal);
        var left = MostPoints;
        foreach (var (member, known) in answers.Where(a => a.Known.Standing == ReputationStanding.Bad))
        {
            var points = matched.Contains(known.Rule) ? 0 : Math.Min(Points, left);
            left -= points;
            yield return new Reason($"{member.Target.Text} is known as bad{(known.Sources == 0 ? ": people of this house said so" : $": named by {Sources(known)}")}", points, Label(member, known));
        }

        foreach (var (member, known) in answers.Where(a => a.Known.Standing == ReputationStanding.Claimed))
            yield return new Reason($"{member.Target.Text} is called bad by {Sources(known)}, which is not believed yet", 0, Label(member, known));
    }

    static string Sources(Reputation known) => known.Sources == 1 ? "1 source" : $"{known.Sources} sources";

    static Label Label(ScopeMember member, Reputation known) => Guard.Labels.Label.Join(member.Label, new Label(Integrity.Source, known.Secrecy, Provenance.Of(known.Rule)));
}
