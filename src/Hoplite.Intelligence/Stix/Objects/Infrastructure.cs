using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Systems that serve a purpose (§4.8): an object of type <c>infrastructure</c>.</summary>
public sealed record Infrastructure : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Infrastructure(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>infrastructure_types</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> InfrastructureTypes => Texts("infrastructure_types");

    /// <summary>The property <c>aliases</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Aliases => Texts("aliases");

    /// <summary>The property <c>kill_chain_phases</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> KillChainPhases => Items("kill_chain_phases");

    /// <summary>The property <c>first_seen</c>; null where it is left out.</summary>
    public StixTime? FirstSeen => Time("first_seen");

    /// <summary>The property <c>last_seen</c>; null where it is left out.</summary>
    public StixTime? LastSeen => Time("last_seen");
}
