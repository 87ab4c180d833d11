using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>The relationships that the specification suggests (Appendix B): source, kind, targets.</summary>
static class RelationshipPractice
{
    const string Table = """
        attack-pattern delivers malware
        attack-pattern targets identity location vulnerability
        attack-pattern uses malware tool
        campaign attributed-to intrusion-set threat-actor
        campaign compromises infrastructure
        campaign originates-from location
        campaign targets identity location vulnerability
        campaign uses attack-pattern infrastructure malware tool
        course-of-action investigates indicator
        course-of-action mitigates attack-pattern indicator malware tool vulnerability
        course-of-action remediates malware vulnerability
        domain-name resolves-to domain-name ipv4-addr ipv6-addr
        identity located-at location
        indicator indicates attack-pattern campaign infrastructure intrusion-set malware threat-actor tool
        indicator based-on observed-data
        infrastructure communicates-with infrastructure ipv4-addr ipv6-addr domain-name url
        infrastructure consists-of infrastructure observed-data *
        infrastructure controls infrastructure malware
        infrastructure delivers malware
        infrastructure has vulnerability
        infrastructure hosts tool malware
        infrastructure located-at location
        infrastructure uses infrastructure
        intrusion-set attributed-to threat-actor
        intrusion-set compromises infrastructure
        intrusion-set hosts infrastructure
        intrusion-set originates-from location
        intrusion-set owns infrastructure
        intrusion-set targets identity location vulnerability
        intrusion-set uses attack-pattern infrastructure malware tool
        ipv4-addr resolves-to mac-addr
        ipv4-addr belongs-to autonomous-system
        ipv6-addr resolves-to mac-addr
        ipv6-addr belongs-to autonomous-system
        malware authored-by threat-actor intrusion-set
        malware beacons-to infrastructure
        malware exfiltrates-to infrastructure
        malware communicates-with ipv4-addr ipv6-addr domain-name url
        malware controls malware
        malware downloads malware tool file
        malware drops malware tool file
        malware exploits vulnerability
        malware originates-from location
        malware targets identity infrastructure location vulnerability
        malware uses attack-pattern infrastructure malware tool
        malware variant-of malware
        malware-analysis characterizes malware
        malware-analysis analysis-of malware
        malware-analysis static-analysis-of malware
        malware-analysis dynamic-analysis-of malware
        threat-actor attributed-to identity
        threat-actor compromises infrastructure
        threat-actor hosts infrastructure
        threat-actor owns infrastructure
        threat-actor impersonates identity
        threat-actor located-at location
        threat-actor targets identity location vulnerability
        threat-actor uses attack-pattern infrastructure malware tool
        tool delivers malware
        tool drops malware
        tool has vulnerability
        tool targets identity infrastructure location vulnerability
        tool uses infrastructure
        vulnerability impacts infrastructure tool
        """;

    static readonly Dictionary<(string Source, string Kind), HashSet<string>> Suggested = SchemaText.Lines(Table, 2)
        .ToDictionary(line => (line[0], line[1]), line => line[2].Split(' ').ToHashSet(StringComparer.Ordinal));

    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        if (subject.Type is not "relationship" || subject.Text("relationship_type") is not { } kind) return;
        var (source, target) = (StixId.TypeOf(subject.Text("source_ref")), StixId.TypeOf(subject.Text("target_ref")));
        if (source.Length == 0 || target.Length == 0 || kind is "derived-from" or "duplicate-of" or "related-to" || IsLink(source) || IsLink(target)) return;
        if (!Suggested.TryGetValue((source, kind), out var targets))
            scope.Should("relationship-types", "relationship_type", $"{kind} is not suggested for a {source}; use related-to or one that is");
        else if (!targets.Contains(target) && !(targets.Contains("*") && StixSchema.Family(target) == StixFamily.Observable))
            scope.Should("relationship-types", "target_ref", $"{kind} of a {source} is not suggested to point to a {target}");
    }

    static bool IsLink(string type) => StixSchema.Family(type) is StixFamily.Relationship or StixFamily.Meta or StixFamily.Bundle;
}
