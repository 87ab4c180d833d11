using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Patterning;

/// <summary><c>MATCHES</c>: a regular expression that cannot be made to run for ever.</summary>
sealed class PatternRegex
{
    static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    // The linear engine needs no limit on a bounded text; this one is for a machine that stands still.
    static readonly TimeSpan LinearLimit = TimeSpan.FromSeconds(2);

    readonly Regex _regex;
    readonly bool _fitsBytes;

    /// <summary>Prepares an expression.</summary>
    /// <exception cref="PatternException">It is not valid, too long, or too large to be matched in linear time.</exception>
    public PatternRegex(string expression, bool ignoreCase)
    {
        if (expression.Length > PatternLimits.RegexCharacters) throw new PatternException($"The regular expression has more than {PatternLimits.RegexCharacters} characters.");
        expression = CanonicalForm.Compose(expression).Replace("(?P<", "(?<", StringComparison.Ordinal);
        _fitsBytes = Bytes.Of(expression) is not null;
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            _regex = Linear(expression, options) ?? Warm(new Regex(expression, options, Limit));
        }
        catch (ArgumentException problem)
        {
            throw new PatternException($"The regular expression is not valid: {problem.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }

    /// <summary>Whether a string, or bytes, contain a match.</summary>
    /// <exception cref="PatternException">The time limit is reached: with NOT or without, that is no match.</exception>
    public bool IsMatch(object? value)
    {
        var text = value switch
        {
            string given => CanonicalForm.Compose(given),
            byte[] bytes when _fitsBytes => Bytes.Text(bytes),
            _ => null,
        };
        if (text is null) return false;
        try
        {
            return _regex.IsMatch(text.AsSpan(0, Math.Min(text.Length, PatternLimits.RegexInput)));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new PatternException("The regular expression takes too long on a value.");
        }
    }

    // The first run of an engine compiles it, which must not count against the limit.
    static Regex Warm(Regex regex)
    {
        try
        {
            _ = regex.IsMatch("");
        }
        catch (RegexMatchTimeoutException)
        {
            return regex;
        }

        return regex;
    }

    static Regex? Linear(string expression, RegexOptions options)
    {
        try
        {
            return new Regex(expression, options | RegexOptions.NonBacktracking, LinearLimit);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
