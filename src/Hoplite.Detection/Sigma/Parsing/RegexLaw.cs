using System.Text.RegularExpressions;

namespace Hoplite.Detection.Sigma;

/// <summary>What a regular expression of a rule may be: anything that can be matched in linear time, so no look-around and no back-reference.</summary>
static class RegexLaw
{
    public static RegexTest Checked(RegexTest test, int line)
    {
        try
        {
            _ = new Regex(test.Pattern, ToOptions(test.Options));
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
}
