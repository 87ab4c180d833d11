using System.Text.Json.Serialization;

namespace Hoplite.Server.Identity;

/// <summary>What somebody may do; each role may do all that the ones before it may.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Looks at incidents, sources and health.</summary>
    [JsonStringEnumMemberName("viewer")] Viewer,

    /// <summary>Works on incidents and hunts in the events.</summary>
    [JsonStringEnumMemberName("analyst")] Analyst,

    /// <summary>Also approves and starts responses.</summary>
    [JsonStringEnumMemberName("responder")] Responder,

    /// <summary>Also manages people, sources and settings.</summary>
    [JsonStringEnumMemberName("admin")] Admin,
}

/// <summary>The names of roles, as they are kept and shown.</summary>
public static class RoleNames
{
    static readonly string[] Names = ["viewer", "analyst", "responder", "admin"];

    /// <summary>The name of a role.</summary>
    public static string Name(this Role role) => Names[(int)role];

    /// <summary>The role with this name; null when there is none.</summary>
    public static Role? Parse(string? name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Role)index : null;
}
