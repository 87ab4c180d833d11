namespace Hoplite.Guard.Cedar;

/// <summary>A question to the policies: may this principal do this to this resource?</summary>
/// <param name="Principal">Who wants to.</param>
/// <param name="Action">What.</param>
/// <param name="Resource">To what.</param>
/// <param name="Context">The circumstances, as the schema wants them.</param>
/// <param name="Entities">The entities that the policies may look at: usually the principal and the resource.</param>
public sealed record CedarRequest(CedarUid Principal, CedarUid Action, CedarUid Resource, IReadOnlyDictionary<string, CedarValue> Context, IReadOnlyList<CedarEntity> Entities)
{
    /// <summary>A question about entities that are known with their attributes.</summary>
    public static CedarRequest About(CedarEntity principal, string action, CedarEntity resource, IReadOnlyDictionary<string, CedarValue> context) =>
        new(principal.Uid, CedarUid.Action(action), resource.Uid, context, [principal, resource]);
}
