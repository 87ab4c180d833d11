namespace Hoplite.Detection.Sigma;

/// <summary>Ends the reading of one document; it never leaves <see cref="RuleReader"/>, which turns it into a rejection.</summary>
sealed class RuleProblem(int line, string reason) : Exception(reason)
{
    public int Line { get; } = line;
}
