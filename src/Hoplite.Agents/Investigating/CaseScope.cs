using Hoplite.Detection;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Agents.Investigating;

/// <summary>Who and what an incident concerns.</summary>
/// <param name="Members">The machines, accounts, addresses, domains, files, the most involved first.</param>
public sealed record CaseScope(IReadOnlyList<ScopeMember> Members)
{
    const int Most = 200;

    /// <summary>The machines.</summary>
    public IEnumerable<ScopeMember> Hosts => Members.Where(m => m.Target.Kind == TargetKind.Host);

    /// <summary>The accounts.</summary>
    public IEnumerable<ScopeMember> Accounts => Members.Where(m => m.Target.Kind == TargetKind.Account);

    /// <summary>The addresses.</summary>
    public IEnumerable<ScopeMember> Addresses => Members.Where(m => m.Target.Kind == TargetKind.Address);

    /// <summary>Finds them.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="trust">The labels of fields.</param>
    /// <param name="origin">Tells who saw an event.</param>
    public static CaseScope Of(IReadOnlyList<Finding> findings, FieldTrust trust, Func<Telemetry.EventRecord, SensorOrigin> origin)
    {
        var members = new Dictionary<ActionTarget, (SortedSet<string> Roles, HashSet<Guid> Findings, Label Label)>();
        foreach (var finding in findings)
            foreach (var record in finding.Events)
            {
                var channel = origin(record).Trust;
                foreach (var mention in EntityExtractor.Entities(record))
                    foreach (var target in TargetsOf(mention, record))
                    {
                        var label = trust.Of(record, mention.Field, channel);
                        if (!members.TryGetValue(target, out var member))
                        {
                            if (members.Count >= Most) continue;
                            members[target] = member = ([], [], label);
                        }

                        member.Roles.Add(mention.Role);
                        member.Findings.Add(finding.Id);

                        // The same thing in a field that can be trusted more is known better; who may see it stays as strict.
                        members[target] = member with { Label = new Label((Integrity)Math.Max((int)member.Label.Integrity, (int)label.Integrity), Label.Join(member.Label, label).Confidentiality, Provenance.Join(member.Label.From, label.From)) };
                    }
            }

        return new CaseScope([.. members.Select(m => new ScopeMember(m.Key, [.. m.Value.Roles], m.Value.Findings.Count, m.Value.Label)).OrderByDescending(m => m.Findings).ThenBy(m => m.Target.Kind).ThenBy(m => m.Target.Text, StringComparer.Ordinal)]);
    }

    static IEnumerable<ActionTarget> TargetsOf(EntityMention mention, Telemetry.EventRecord record)
    {
        if (TargetOf.Entity(mention.Entity) is { } target) yield return target;
        if (mention.Entity.Kind == EntityKind.Hash && Place(record) is { } host && TargetForm.File(host, mention.Entity.Value) is { } file) yield return file;
        if (mention is { Entity.Kind: EntityKind.Process, Role: "actor" } && Place(record) is { } at && record.Time is { } started
            && int.TryParse(record["ProcessId"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var pid) && TargetForm.Process(at, pid, started) is { } process)
            yield return process;
    }

    static string? Place(Telemetry.EventRecord record) => EntityExtractor.Entities(record).FirstOrDefault(m => m is { Entity.Kind: EntityKind.Host, Role: "place" })?.Entity.Value;
}

/// <summary>A thing that an incident concerns.</summary>
/// <param name="Target">The thing, in its normal form.</param>
/// <param name="Roles">What it did: <c>actor</c>, <c>object</c>, <c>place</c>, <c>parent</c>.</param>
/// <param name="Findings">In how many findings.</param>
/// <param name="Label">How far it is known.</param>
public sealed record ScopeMember(ActionTarget Target, IReadOnlyList<string> Roles, int Findings, Label Label);
