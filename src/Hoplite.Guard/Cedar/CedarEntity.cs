namespace Hoplite.Guard.Cedar;

/// <summary>An entity with what is known of it.</summary>
/// <param name="Uid">Its name.</param>
/// <param name="Attributes">Its attributes, as the schema wants them.</param>
public sealed record CedarEntity(CedarUid Uid, IReadOnlyDictionary<string, CedarValue> Attributes)
{
    /// <summary>What it is a member of.</summary>
    public IReadOnlyList<CedarUid> Parents { get; init; } = [];

    /// <summary>Its tags, for types that have them.</summary>
    public IReadOnlyDictionary<string, CedarValue>? Tags { get; init; }
}
