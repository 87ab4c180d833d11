namespace Hoplite.Guard.Cedar;

/// <summary>The policy where no other can be evaluated: one may look, and nothing else.</summary>
/// <param name="why">Why no other can; it is in every answer that denies.</param>
public sealed class ObservingOnly(string why) : ICedarPolicies
{
    static readonly CedarUid Reading = CedarUid.Action("read");

    /// <inheritdoc/>
    public CedarAnswer IsAuthorized(CedarRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Action == Reading ? new CedarAnswer(CedarDecision.Allow, ["read"], []) : CedarAnswer.Closed(why);
    }

    /// <inheritdoc/>
    public void Dispose() { }
}
