namespace Hoplite.Intelligence.Patterning;

/// <summary>How large a pattern from outside may be.</summary>
static class PatternLimits
{
    /// <summary>The most characters of a pattern.</summary>
    public const int Characters = 256 * 1024;

    /// <summary>How deep parentheses may stand in each other.</summary>
    public const int Depth = 64;

    /// <summary>The most characters of a regular expression.</summary>
    public const int RegexCharacters = 4096;

    /// <summary>The most characters of a value that a regular expression is tried on; the rest is cut off.</summary>
    public const int RegexInput = 64 * 1024;
}
