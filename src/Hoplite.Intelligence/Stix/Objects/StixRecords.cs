namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Chooses the record of a type.</summary>
static class StixRecords
{
    /// <summary>The record for a type; <see cref="CustomObject"/> for one that the specification does not define.</summary>
    public static StixObject Create(string type, ReadOnlyMemory<byte> utf8) => type switch
    {
        "attack-pattern" => new AttackPattern(utf8),
        "campaign" => new Campaign(utf8),
        "course-of-action" => new CourseOfAction(utf8),
        "grouping" => new Grouping(utf8),
        "identity" => new Identity(utf8),
        "incident" => new Incident(utf8),
        "indicator" => new Indicator(utf8),
        "infrastructure" => new Infrastructure(utf8),
        "intrusion-set" => new IntrusionSet(utf8),
        "location" => new Location(utf8),
        "malware" => new Malware(utf8),
        "malware-analysis" => new MalwareAnalysis(utf8),
        "note" => new Note(utf8),
        "observed-data" => new ObservedData(utf8),
        "opinion" => new Opinion(utf8),
        "report" => new Report(utf8),
        "threat-actor" => new ThreatActor(utf8),
        "tool" => new Tool(utf8),
        "vulnerability" => new Vulnerability(utf8),
        "relationship" => new Relationship(utf8),
        "sighting" => new Sighting(utf8),
        "language-content" => new LanguageContent(utf8),
        "extension-definition" => new ExtensionDefinition(utf8),
        "marking-definition" => new MarkingDefinition(utf8),
        "bundle" => new Bundle(utf8),
        "artifact" => new Artifact(utf8),
        "autonomous-system" => new AutonomousSystem(utf8),
        "directory" => new DirectoryObservable(utf8),
        "domain-name" => new DomainName(utf8),
        "email-addr" => new EmailAddr(utf8),
        "email-message" => new EmailMessage(utf8),
        "file" => new FileObservable(utf8),
        "ipv4-addr" => new Ipv4Addr(utf8),
        "ipv6-addr" => new Ipv6Addr(utf8),
        "mac-addr" => new MacAddr(utf8),
        "mutex" => new MutexObservable(utf8),
        "network-traffic" => new NetworkTraffic(utf8),
        "process" => new ProcessObservable(utf8),
        "software" => new SoftwareObservable(utf8),
        "url" => new UrlObservable(utf8),
        "user-account" => new UserAccount(utf8),
        "windows-registry-key" => new WindowsRegistryKey(utf8),
        "x509-certificate" => new X509Certificate(utf8),
        _ => new CustomObject(utf8),
    };
}
