using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Lawful software that attackers use (§4.18): an object of type <c>tool</c>.</summary>
public sealed record Tool : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Tool(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>tool_types</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ToolTypes => Texts("tool_types");

    /// <summary>The property <c>aliases</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Aliases => Texts("aliases");

    /// <summary>The property <c>kill_chain_phases</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> KillChainPhases => Items("kill_chain_phases");

    /// <summary>The property <c>tool_version</c>; null where it is left out.</summary>
    public string? ToolVersion => Text("tool_version");
}
