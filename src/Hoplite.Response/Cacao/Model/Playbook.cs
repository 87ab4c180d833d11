using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Response.Cacao;

/// <summary>A CACAO playbook (CACAO 2.0 §3.1). What it was read from is kept verbatim, so that nothing is lost when it is written again.</summary>
public sealed record Playbook
{
    /// <summary>The object as it was read, extensions included.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>The id: <c>playbook--</c> and a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; null when it does not say.</summary>
    public string? Description { get; init; }

    /// <summary>The kinds of playbook it is, such as <c>mitigation</c>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The activities in it, such as <c>restrict-access</c>.</summary>
    public IReadOnlyList<string> Activities { get; init; } = [];

    /// <summary>Which features it says it uses.</summary>
    public IReadOnlyDictionary<string, bool> ProcessingSummary { get; init; } = new Dictionary<string, bool>();

    /// <summary>The id of who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When this version was made, UTC.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>Whether its maker has taken it back; such a playbook does not run.</summary>
    public bool Revoked { get; init; }

    /// <summary>From when on it may run, UTC.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when it may run, UTC.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Ids of playbooks it comes from.</summary>
    public IReadOnlyList<string> DerivedFrom { get; init; } = [];

    /// <summary>Ids of things it is about.</summary>
    public IReadOnlyList<string> RelatedTo { get; init; } = [];

    /// <summary>0 (none) to 100; 1 is the highest.</summary>
    public int? Priority { get; init; }

    /// <summary>How serious what it is for is, 0 to 100.</summary>
    public int? Severity { get; init; }

    /// <summary>How much it may disturb, 0 to 100.</summary>
    public int? Impact { get; init; }

    /// <summary>The sectors it is for.</summary>
    public IReadOnlyList<string> IndustrySectors { get; init; } = [];

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Where more is written (CACAO 2.0 §10.6).</summary>
    public IReadOnlyList<ExternalReference> ExternalReferences { get; init; } = [];

    /// <summary>Ids of the data markings that apply to it.</summary>
    public IReadOnlyList<string> Markings { get; init; } = [];

    /// <summary>Its variables, by name.</summary>
    public IReadOnlyDictionary<string, PlaybookVariable> Variables { get; init; } = new Dictionary<string, PlaybookVariable>();

    /// <summary>The id of its first step.</summary>
    public required string WorkflowStart { get; init; }

    /// <summary>The id of the step to go to when a step fails that says nothing of failure.</summary>
    public string? WorkflowException { get; init; }

    /// <summary>Its steps, by id.</summary>
    public required IReadOnlyDictionary<string, Step> Workflow { get; init; }

    /// <summary>Extensions of the playbook itself, by the id of their definition.</summary>
    public JsonObject? Extensions { get; init; }

    /// <summary>How to log in, by id.</summary>
    public IReadOnlyDictionary<string, AuthenticationInfo> AuthenticationInfos { get; init; } = new Dictionary<string, AuthenticationInfo>();

    /// <summary>Who or what acts, by id.</summary>
    public IReadOnlyDictionary<string, Party> Agents { get; init; } = new Dictionary<string, Party>();

    /// <summary>What is acted on, by id.</summary>
    public IReadOnlyDictionary<string, Party> Targets { get; init; } = new Dictionary<string, Party>();

    /// <summary>The definitions of the extensions, by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> ExtensionDefinitions { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>The data markings, by id.</summary>
    public IReadOnlyDictionary<string, DataMarking> DataMarkings { get; init; } = new Dictionary<string, DataMarking>();

    /// <summary>The signatures, as they were read.</summary>
    public IReadOnlyList<JsonObject> Signatures { get; init; } = [];

    /// <summary>The playbook as canonical JSON (RFC 8785).</summary>
    public byte[] ToBytes() => CanonicalJson.Bytes(Json);
}

/// <summary>Where more is written (CACAO 2.0 §10.6).</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Description">What is there.</param>
/// <param name="Url">Where it is.</param>
/// <param name="ExternalId">Its id at the source.</param>
public sealed record ExternalReference(string Name, string? Description, string? Url, string? ExternalId);
