using System.Text.Json.Serialization;

namespace Hoplite.Server.Identity;

/// <summary>What an API token is for; a token reaches only endpoints that ask for one of its scopes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scope>))]
public enum Scope
{
    /// <summary>Read incidents, findings and reports.</summary>
    [JsonStringEnumMemberName("read:incidents")] ReadIncidents,

    /// <summary>Claim, close, comment and suppress.</summary>
    [JsonStringEnumMemberName("write:incidents")] WriteIncidents,

    /// <summary>Hunt in the raw events.</summary>
    [JsonStringEnumMemberName("read:events")] ReadEvents,

    /// <summary>Read rules and their tests.</summary>
    [JsonStringEnumMemberName("read:rules")] ReadRules,

    /// <summary>Change rules.</summary>
    [JsonStringEnumMemberName("write:rules")] WriteRules,

    /// <summary>Read sources, health and metrics.</summary>
    [JsonStringEnumMemberName("read:health")] ReadHealth,

    /// <summary>Approve, start and revert responses.</summary>
    [JsonStringEnumMemberName("respond")] Respond,

    /// <summary>Deliver events.</summary>
    [JsonStringEnumMemberName("ingest")] Ingest,

    /// <summary>Manage people, sources and settings.</summary>
    [JsonStringEnumMemberName("admin")] Admin,
}

/// <summary>The names of scopes, as they are kept and shown.</summary>
public static class ScopeNames
{
    static readonly string[] Names = ["read:incidents", "write:incidents", "read:events", "read:rules", "write:rules", "read:health", "respond", "ingest", "admin"];

    /// <summary>All scopes.</summary>
    public static IReadOnlyList<Scope> All { get; } = Enum.GetValues<Scope>();

    /// <summary>The name of a scope.</summary>
    public static string Name(this Scope scope) => Names[(int)scope];

    /// <summary>The scope with this name; null when there is none.</summary>
    public static Scope? Parse(string? name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Scope)index : null;
}
