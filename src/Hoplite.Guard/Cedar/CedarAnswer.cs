namespace Hoplite.Guard.Cedar;

/// <summary>What the policies say.</summary>
public enum CedarDecision
{
    /// <summary>No.</summary>
    Deny,

    /// <summary>Yes.</summary>
    Allow,
}

/// <summary>An answer of the policies. Ask <see cref="Allowed"/>: it is the only property that may let something happen.</summary>
/// <param name="Decision">The decision as the language defines it, which passes over policies that could not be evaluated.</param>
/// <param name="Policies">The policies that decided, by their <c>@id</c>, in order; none when nothing permitted.</param>
/// <param name="Errors">What went wrong: a policy that could not be evaluated, a request that does not fit the schema, an engine that is not there.</param>
public sealed record CedarAnswer(CedarDecision Decision, IReadOnlyList<string> Policies, IReadOnlyList<CedarError> Errors)
{
    /// <summary>True when the policies allow it and every one of them could be evaluated: a policy that failed may have been one that forbids.</summary>
    public bool Allowed => Decision == CedarDecision.Allow && Errors.Count == 0;

    /// <summary>The answer when there can be none: no.</summary>
    internal static CedarAnswer Closed(string why) => new(CedarDecision.Deny, [], [new CedarError(null, why)]);
}

/// <summary>Something that went wrong while a question was answered.</summary>
/// <param name="Policy">The policy in which, by its <c>@id</c>; null when it was not in a policy.</param>
/// <param name="Message">What, in Cedar's words where Cedar found it.</param>
public sealed record CedarError(string? Policy, string Message);
