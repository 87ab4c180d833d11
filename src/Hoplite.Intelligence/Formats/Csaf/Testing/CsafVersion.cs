using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>A version of a document: a whole number, or a semantic version (§3.1.11).</summary>
/// <param name="Parts">Its numbers.</param>
/// <param name="PreRelease">What stands before the release.</param>
sealed partial record CsafVersion(IReadOnlyList<BigInteger> Parts, string PreRelease) : IComparable<CsafVersion>
{
    public bool IsInteger => Parts.Count == 1;

    public BigInteger Major => Parts[0];

    /// <summary>Whether it is 0 or 0.y.z.</summary>
    public bool IsUnreleased => Major.IsZero;

    public static CsafVersion? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= 256 } || Form().Match(text) is not { Success: true } match) return null;
        return new CsafVersion([.. match.Groups["core"].Value.Split('.').Select(p => BigInteger.Parse(p, CultureInfo.InvariantCulture))], match.Groups["pre"].Value);
    }

    public int CompareTo(CsafVersion? other)
    {
        if (other is null) return 1;
        for (var i = 0; i < Math.Min(Parts.Count, other.Parts.Count); i++)
            if (Parts[i].CompareTo(other.Parts[i]) is not 0 and var way) return way;
        if (PreRelease.Length == 0 || other.PreRelease.Length == 0) return other.PreRelease.Length.CompareTo(PreRelease.Length);
        return Compare(PreRelease.Split('.'), other.PreRelease.Split('.'));
    }

    // Numbers by value and before words, words by their letters, the shorter first (SemVer §11).
    static int Compare(string[] left, string[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var numbers = (left[i].All(char.IsAsciiDigit), right[i].All(char.IsAsciiDigit));
            var way = numbers switch
            {
                (true, true) => BigInteger.Parse("0" + left[i], CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse("0" + right[i], CultureInfo.InvariantCulture)),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(left[i], right[i]),
            };
            if (way != 0) return way;
        }

        return left.Length.CompareTo(right.Length);
    }

    [GeneratedRegex(@"^(?<core>(0|[1-9]\d*)(\.(0|[1-9]\d*)\.(0|[1-9]\d*))?)(-(?<pre>[0-9A-Za-z.-]+))?(\+[0-9A-Za-z.-]+)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
