using System.Collections.Frozen;

namespace Hoplite.Detection.Sigma;

/// <summary>What the place where the rules run adds to them.</summary>
/// <param name="Placeholders">The values of <c>%name%</c> for the <c>expand</c> modifier, by name; a rule that uses another name is rejected.</param>
public sealed record RuleOptions(IReadOnlyDictionary<string, IReadOnlyList<string>> Placeholders)
{
    /// <summary>No placeholder has a value.</summary>
    public static RuleOptions Default { get; } = new(FrozenDictionary<string, IReadOnlyList<string>>.Empty);
}
