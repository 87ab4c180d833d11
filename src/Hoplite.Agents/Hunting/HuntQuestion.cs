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

    /// <summary>Takes a question apart.</summary>
    public static HuntQuestion Read(string text)
    {
        if (text.Length > Longest) text = text[..Longest];
        text = text.Replace("[.]", ".", StringComparison.Ordinal).Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase);
        var (targets, hashes, quoted) = (new List<ActionTarget>(), new List<string>(), new List<string>());
        foreach (Match match in Quotation().Matches(text))
            if (quoted.Count < MostOfEach && match.Groups[1].Value.Trim() is { Length: >= 3 } inside) quoted.Add(inside);

        var (before, earlier) = ((string?)null, (string?)null);
        foreach (var raw in text.Split((char[])[' ', '\t', '\r', '\n', ',', ';', '"', '\'', '(', ')', '?', '!'], StringSplitOptions.RemoveEmptyEntries))
        {
            var word = raw.TrimEnd('.', ':');
            if (word.Length is 32 or 40 or 64 && word.All(char.IsAsciiHexDigit)) hashes.Add(word.ToLowerInvariant());
            else if (IsText(word))
            {
                if (quoted.Count < MostOfEach && !quoted.Exists(q => q.Contains(word, StringComparison.OrdinalIgnoreCase))) quoted.Add(word);
            }
            else if (TargetOf(word, before, earlier) is { } target && !targets.Contains(target) && targets.Count < MostOfEach) targets.Add(target);
            (before, earlier) = (word.ToLowerInvariant(), before);
        }

        return new HuntQuestion(targets, [.. hashes.Distinct(StringComparer.Ordinal).Take(MostOfEach)], quoted, Word().Matches(text).Select(m => m.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal), BackOf(text));
    }

    // What is looked for as it stands: a file, a vulnerability or a patch by its number.
    static bool IsText(string word) =>
        word.Length is >= 4 and <= 100 && !word.Contains('\\', StringComparison.Ordinal) && !word.Contains('/', StringComparison.Ordinal)
        && ((word.LastIndexOf('.') is > 0 and var dot && QuestionWords.FileEndings.Contains(word[(dot + 1)..].ToLowerInvariant())) || Numbered().IsMatch(word) || QuestionWords.Programs.Contains(word.ToLowerInvariant()));

    static ActionTarget? TargetOf(string word, string? before, string? earlier) => before switch
    {
        _ when TargetForm.Address(word) is { } address => address,
        _ when word.Contains("://", StringComparison.Ordinal) => Uri.TryCreate(word, UriKind.Absolute, out var url) && url.Host.Length > 0 ? TargetForm.Address(url.Host.Trim('[', ']')) ?? TargetForm.Domain(url.IdnHost) : null,
        "host" or "machine" or "server" or "computer" or "workstation" or "pc" when word.Length > 2 && !Plain().IsMatch(word) => TargetForm.Host(word),
        "user" or "account" or "login" when word.Length > 1 && word is not ("that" or "and" or "with" or "who" or "names") => TargetForm.Account(word),
        "by" when earlier is not null && Deed().IsMatch(earlier) => null,
        "did" or "by" or "as" when IsName(word) => TargetForm.Account(word),
        "for" when earlier is not null && Signing().IsMatch(earlier) && IsName(word) => TargetForm.Account(word),
        _ when word.Contains('\\', StringComparison.Ordinal) || (word.Contains('@', StringComparison.Ordinal) && word.Contains('.', StringComparison.Ordinal)) => TargetForm.Account(word),
        _ when word.Contains('.', StringComparison.Ordinal) && !QuestionWords.FileEndings.Contains(word[(word.LastIndexOf('.') + 1)..].ToLowerInvariant()) => TargetForm.Domain(word),
        _ when MachineName().IsMatch(word) && !QuestionWords.NotMachines.Contains(word.ToLowerInvariant()) => TargetForm.Host(word),
        _ => null,
    };

    // A word where a name would stand that is no word of the language of questions.
    static bool IsName(string word) => word.Length is >= 3 and <= 64 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '$') && !QuestionWords.NotNames.Contains(word.ToLowerInvariant()) && !word.EndsWith("ing", StringComparison.OrdinalIgnoreCase);

    static TimeSpan BackOf(string text)
    {
        if (Span().Match(text) is { Success: true } span)
        {
            var amount = !span.Groups[1].Success ? 1 : int.TryParse(span.Groups[1].Value, CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, 1, 366) : 1 + Math.Max(0, Array.IndexOf(QuestionWords.Numbers, span.Groups[1].Value.ToLowerInvariant()));
            return char.ToLowerInvariant(span.Groups[2].Value[0]) switch { 'h' => TimeSpan.FromHours(amount), 'd' => TimeSpan.FromDays(amount), 'w' => TimeSpan.FromDays(7 * amount), _ => TimeSpan.FromDays(31 * Math.Min(amount, 12)) };
        }

        return Today().IsMatch(text) ? TimeSpan.FromDays(1) : text.Contains("yesterday", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(2)
            : text.Contains("this month", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(31) : text.Contains("this year", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromDays(366) : Usual;
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

    [GeneratedRegex("\\b(?:last|past|previous)\\s+(?:([0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\s*)?(h|hrs?|hours?|d|days?|w|weeks?|months?)\\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Span();

    [GeneratedRegex("\\b(?:today|tonight|last night|this (?:morning|afternoon|evening))\\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Today();

    [GeneratedRegex("^(?:CVE-[0-9]{4}-[0-9]{4,7}|MS[0-9]{2}-[0-9]{3}|KB[0-9]{6,8})$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Numbered();

    // What programs do, and so not people.
    [GeneratedRegex("^(?:started|spawned|launched|executed|loaded|opened|run|injected)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Deed();

    [GeneratedRegex("^(?:log[io]ns?|sign-?ins?|attempts?|passwords?|sessions?|tickets?)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Signing();
}
