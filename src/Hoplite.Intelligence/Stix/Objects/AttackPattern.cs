using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A way in which attackers work (§4.1): an object of type <c>attack-pattern</c>.</summary>
public sealed record AttackPattern : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public AttackPattern(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>aliases</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Aliases => Texts("aliases");

    /// <summary>The property <c>kill_chain_phases</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> KillChainPhases => Items("kill_chain_phases");
}
