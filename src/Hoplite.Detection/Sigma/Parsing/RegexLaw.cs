using System.Globalization;
using System.Text.RegularExpressions;

namespace Hoplite.Detection.Sigma;

/// <summary>What a regular expression of a rule may be: anything that can be matched in linear time, so no look-around and no back-reference.</summary>
static class RegexLaw
{
    const long SmallRepetition = 1_000;

    public static RegexTest Checked(RegexTest test, int line)
    {
        try
        {
            // Building the linear engine is a hundred times as costly as parsing, and needless for a pattern without anything it could refuse.
            var options = ToOptions(test.Options);
            _ = new Regex(test.Pattern, MayBeRefused(test.Pattern) ? options : options & ~RegexOptions.NonBacktracking);
            return test;
        }
        catch (NotSupportedException)
        {
            throw new RuleProblem(line, "The regular expression uses look-around, a back-reference or too large a repetition, which Sigma does not provide for.");
        }
        catch (ArgumentException problem)
        {
            throw new RuleProblem(line, $"The regular expression is not valid: {problem.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }

    /// <summary>The options every engine of these expressions uses.</summary>
    public static RegexOptions ToOptions(RegexFlags flags)
    {
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        if (flags.HasFlag(RegexFlags.IgnoreCase)) options |= RegexOptions.IgnoreCase;
        if (flags.HasFlag(RegexFlags.MultiLine)) options |= RegexOptions.Multiline;
        if (flags.HasFlag(RegexFlags.SingleLine)) options |= RegexOptions.Singleline;
        return options;
    }

    /// <summary>Whether a pattern holds a group that is not a plain one, a reference, or repetitions that multiply up; it may say yes too often.</summary>
    static bool MayBeRefused(string pattern)
    {
        var repetitions = 1L;
        for (var at = 0; at + 1 < pattern.Length; at++)
            switch (pattern[at])
            {
                case '\\':
                    if (char.IsAsciiDigit(pattern[at + 1]) || pattern[at + 1] is 'k' or 'G') return true;
                    at++;
                    break;
                case '(' when pattern[at + 1] == '?':
                    if (at + 2 >= pattern.Length || pattern[at + 2] is not (':' or 'i' or 'm' or 's')) return true;
                    break;
                case '{':
                    repetitions *= Math.Max(1, LargestNumber(pattern.AsSpan(at + 1)));
                    if (repetitions > SmallRepetition) return true;
                    break;
            }

        return pattern.Length > 1_000;
    }

    static long LargestNumber(ReadOnlySpan<char> braces)
    {
        var end = braces.IndexOf('}');
        if (end < 0) return 1;
        var largest = 1L;
        foreach (var range in braces[..end].Split(','))
            if (long.TryParse(braces[range], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                largest = Math.Max(largest, Math.Min(number, SmallRepetition + 1));
        return largest;
    }
}
