using Hoplite.Intelligence.Patterning;

namespace Hoplite.Intelligence.Trusting;

/// <summary>What a pattern names; for <see cref="Communities.ClaimReader"/>.</summary>
public static class PatternNames
{
    /// <summary>The things a pattern lists; null when it takes the whole pattern to say what it means.</summary>
    /// <exception cref="FormatException">It is no pattern of STIX.</exception>
    public static IReadOnlyList<Named>? Of(string pattern)
    {
        try
        {
            return PatternShape.Simple(StixPattern.Parse(pattern)) is { } simple ? [.. simple.Select(s => Named.Of(Kind(s.Kind), s.Value)).Distinct()] : null;
        }
        catch (PatternException wrong)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }

    static NamedKind Kind(SimpleKind kind) => kind switch
    {
        // One address with its whole length becomes an address again.
        SimpleKind.Address => NamedKind.Network,
        SimpleKind.Domain => NamedKind.Domain,
        SimpleKind.Url => NamedKind.Url,
        SimpleKind.Hash => NamedKind.Hash,
        _ => NamedKind.Email,
    };
}
