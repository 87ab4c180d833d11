using System.Text.RegularExpressions;

namespace Hoplite.Agents.Tests.Replay;

/// <summary>Looks at texts word by word.</summary>
static partial class Wording
{
    static readonly HashSet<string> Empty = [.. "the a an of to for with and or in on at by my me your you is are be it this that from as i we our his her their new please re fw fwd".Split(' ')];

    /// <summary>The words of a text that mean something.</summary>
    public static string[] Of(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value).Where(w => !Empty.Contains(w))];

    /// <summary>Whether a word, or one of the same stem, is among others.</summary>
    public static bool IsIn(string word, IReadOnlySet<string> words) =>
        words.Contains(word) || word.Length > 3 && words.Any(w => w.Length > 3 && (word.StartsWith(w, StringComparison.Ordinal) || w.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>The host of an address of the web, without <c>www.</c>.</summary>
    public static string Host(string url)
    {
        var host = HostOf().Match(url.Trim().ToLowerInvariant()).Groups[1].Value;
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    /// <summary>Whether a value is an address of the web.</summary>
    public static bool IsUrl(string value) => UrlStart().IsMatch(value.Trim());

    [GeneratedRegex("[a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:https?://)?([a-z0-9_.-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex HostOf();

    [GeneratedRegex(@"^(https?://|www\.)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UrlStart();
}
