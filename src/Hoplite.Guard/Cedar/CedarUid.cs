namespace Hoplite.Guard.Cedar;

/// <summary>The name of an entity: its type in the schema, and which one it is.</summary>
/// <param name="Type">The type, such as <c>Agent</c>.</param>
/// <param name="Id">Which one; any text, it is never parsed.</param>
public sealed record CedarUid(string Type, string Id)
{
    /// <summary>An action of a schema without namespaces.</summary>
    public static CedarUid Action(string id) => new("Action", id);

    /// <inheritdoc/>
    public override string ToString() => $"{Type}::\"{Id}\"";
}
