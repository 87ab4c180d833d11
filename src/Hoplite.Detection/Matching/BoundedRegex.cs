using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Matching;

/// <summary>A regular expression that cannot be made to run for ever: linear time where the engine can, a time limit where it cannot.</summary>
sealed class BoundedRegex
{
    static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    // One test appears in the plans of many origins; its automaton is made once.
    static readonly ConditionalWeakTable<RegexTest, BoundedRegex> Made = [];

    readonly Regex _regex;

    BoundedRegex(Regex regex) => _regex = regex;

    /// <summary>The expression of a test.</summary>
    /// <exception cref="ArgumentException">It is no valid expression.</exception>
    public static BoundedRegex Of(RegexTest test) => Made.GetValue(test, static t => Make(t));

    static BoundedRegex Make(RegexTest test)
    {
        var options = RegexOptions.CultureInvariant;
        if (test.Options.HasFlag(RegexFlags.IgnoreCase)) options |= RegexOptions.IgnoreCase;
        if (test.Options.HasFlag(RegexFlags.MultiLine)) options |= RegexOptions.Multiline;
        if (test.Options.HasFlag(RegexFlags.SingleLine)) options |= RegexOptions.Singleline;
        try
        {
            return new(new Regex(test.Pattern, options | RegexOptions.NonBacktracking, Limit));
        }
        catch (NotSupportedException)
        {
            return new(new Regex(test.Pattern, options, Limit));
        }
    }

    /// <summary>Whether the text contains a match; false when the time limit is reached.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
