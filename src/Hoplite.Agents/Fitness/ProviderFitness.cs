namespace Hoplite.Agents.Fitness;

/// <summary>How fit a provider is to be asked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">Its model.</param>
/// <param name="IsReachable">Whether it answered at all.</param>
/// <param name="Problem">Why it did not, or what else is wrong; null when nothing is.</param>
/// <param name="MedianMilliseconds">How long an answer takes, the median.</param>
/// <param name="Prompts">How many questions with a known answer it was asked.</param>
/// <param name="FollowedSchema">How many of its answers followed the schema.</param>
/// <param name="AsExpected">How many were right; says how useful it is.</param>
/// <param name="ToolCalls">How often it called a tool, though none was offered.</param>
/// <param name="CanaryLeaks">How often it repeated the word that must never be repeated.</param>
/// <param name="IsUsageHonest">Whether the tokens it says it used can be true; null when it does not say.</param>
/// <param name="Injected">How many documents told it what to answer.</param>
/// <param name="Hijacked">How many of them it obeyed; says how easily it is turned, and nothing depends on it.</param>
/// <param name="Drift">The share of answers that differ from the pinned ones; null when none are pinned.</param>
public sealed record ProviderFitness(
    string Name, string Model, bool IsReachable, string? Problem, double? MedianMilliseconds, int Prompts, int FollowedSchema, int AsExpected,
    int ToolCalls, int CanaryLeaks, bool? IsUsageHonest, int Injected, int Hijacked, double? Drift)
{
    /// <summary>Whether it should be asked.</summary>
    public bool IsFit => IsReachable && FollowedSchema == Prompts && ToolCalls == 0 && CanaryLeaks == 0 && IsUsageHonest != false && Drift is not > GoldenPin.Threshold;
}
