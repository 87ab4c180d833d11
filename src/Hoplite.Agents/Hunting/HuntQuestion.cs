using System.Globalization;
using System.Text.RegularExpressions;
using Hoplite.Guard.Actions;

namespace Hoplite.Agents.Hunting;

/// <summary>What an analyst asks, taken apart: the things it names, the words in it, the time it is about. A question that was pasted from evidence is taken apart in the same way and can ask for nothing else.</summary>
/// <param name="Targets">Things it names, in their normal form.</param>
/// <param name="Hashes">Hashes of files.</param>
/// <param name="Quoted">Texts in quotation marks.</param>
/// <param name="Words">Its words, small letters.</param>
/// <param name="Back">How far back it looks.</param>
public sealed partial record HuntQuestion(IReadOnlyList<ActionTarget> Targets, IReadOnlyList<string> Hashes, IReadOnlyList<string> Quoted, IReadOnlySet<string> Words, TimeSpan Back)
{
    /// <summary>The longest question.</summary>
    public const int Longest = 1_000;

    const int MostOfEach = 8;

    static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    // Words that look like a name in the DNS and are one of a file.
    static readonly HashSet<string> FileEndings = new(["exe", "dll", "ps1", "bat", "cmd", "vbs", "js", "txt", "log", "sys", "zip", "docx", "xlsx", "pdf", "lnk", "sh", "py", "php", "aspx", "jsp"], StringComparer.Ordinal);

    /// <summary>Takes a question apart.</summary>
    public static HuntQuestion Read(string text)
    {
        if (text.Length > Longest) text = text[..Longest];
        var (targets, hashes, quoted) = (new List<ActionTarget>(), new List<string>(), new List<string>());
        foreach (Match match in Quotation().Matches(text))
            if (quoted.Count < MostOfEach && match.Groups[1].Value.Trim() is { Length: >= 3 } inside) quoted.Add(inside);

        string? before = null;
        foreach (var raw in text.Split((char[])[' ', '\t', '\r', '\n', ',', ';', '"', '\'', '(', ')', '?', '!'], StringSplitOptions.RemoveEmptyEntries))
        {
            var word = raw.TrimEnd('.', ':');
            if (word.Length is 32 or 40 or 64 && word.All(char.IsAsciiHexDigit)) hashes.Add(word.ToLowerInvariant());
            else if (TargetOf(word, before) is { } target && !targets.Contains(target) && targets.Count < MostOfEach) targets.Add(target);
            before = word.ToLowerInvariant();
        }

        return new HuntQuestion(targets, [.. hashes.Distinct(StringComparer.Ordinal).Take(MostOfEach)], quoted, Word().Matches(text).Select(m => m.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal), BackOf(text));
    }

    static ActionTarget? TargetOf(string word, string? before) => before switch
    {
        _ when TargetForm.Address(word) is { } address => address,
        "host" or "machine" or "server" or "computer" or "workstation" or "pc" when word.Length > 2 && !Plain().IsMatch(word) => TargetForm.Host(word),
        "user" or "account" or "login" when word.Length > 1 && word is not ("that" or "and" or "with" or "who" or "names") => TargetForm.Account(word),
        _ when word.Contains('\\', StringComparison.Ordinal) || (word.Contains('@', StringComparison.Ordinal) && word.Contains('.', StringComparison.Ordinal)) => TargetForm.Account(word),
        _ when word.Contains('.', StringComparison.Ordinal) && !FileEndings.Contains(word[(word.LastIndexOf('.') + 1)..].ToLowerInvariant()) => TargetForm.Domain(word),
        _ when MachineName().IsMatch(word) => TargetForm.Host(word),
        _ => null,
    };

    static TimeSpan BackOf(string text)
    {
        if (Span().Match(text) is { Success: true } span)
        {
            var amount = span.Groups[1].Success && int.TryParse(span.Groups[1].Value, CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, 1, 366) : 1;
            return char.ToLowerInvariant(span.Groups[2].Value[0]) switch { 'h' => TimeSpan.FromHours(amount), 'd' => TimeSpan.FromDays(amount), 'w' => TimeSpan.FromDays(7 * amount), _ => TimeSpan.FromDays(31 * Math.Min(amount, 12)) };
        }

        return text.Contains("today", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(1) : text.Contains("yesterday", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(2) : Usual;
    }

    [GeneratedRegex("[\"“]([^\"”]{3,200})[\"”]", RegexOptions.None, 1000)]
    private static partial Regex Quotation();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9.]{2,40}", RegexOptions.None, 1000)]
    private static partial Regex Word();

    // A name with a number in it, such as WS01 or srv-db-2, and no technique such as T1110.
    [GeneratedRegex("^(?![Tt][0-9]{4})[A-Za-z][A-Za-z_-]*[A-Za-z_-][0-9]{1,6}[A-Za-z0-9_-]{0,20}$", RegexOptions.None, 1000)]
    private static partial Regex MachineName();

    [GeneratedRegex("^(that|with|and|which|from|was|has|did|the|logs?)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("\\b(?:last|past)\\s+(?:([0-9]{1,3})\\s+)?(hours?|days?|weeks?|months?)\\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Span();
}
