using System.Text.RegularExpressions;

namespace Hoplite.Agents.Tests.Replay;

/// <summary>What the operator's words allow, read before anything else was: a closed list of families of tools, and which sources the operator told us to go by.</summary>
/// <param name="prompt">The operator's words.</param>
sealed partial class OperatorPlan(string prompt)
{
    static readonly (string Family, Regex Words)[] Verbs =
    [
        ("mail", Words(@"\b(e-?mail|send|reply|greet|forward|write to)\b")),
        ("calendar", Words(@"\b(schedul|calendar|meeting|appointment|event|set ?up)")),
        ("money", Words(@"\b(pay|transfer|top up|send money|rent|fee)\b")),
        ("download", Words(@"\b(download|save|get|fetch|upload|sync|attachment|invoice|document|file|template|cv|resume|report|homework|book)")),
        ("files", Words(@"\b(save|create|file|folder|directory|upload|download|document|homework|store|move|copy|sync|contents?)")),
        ("visit", Words(@"(\bvisit|website|www\.|https?:|\blink|\bpage|online|\bsite)")),
        ("form", Words(@"(my (email|account|login|personal)|information|\bvisit|website|www\.|https?:|\blink|\bpage|\bsite|reserv|register|post|comment|fill)")),
        ("invite", Words(@"\b(invit|collaborat|share|add .* as)")),
        ("push", Words(@"\b(upload|push|sync|publish|commit|contents|updat)")),
        ("fetch", Words(@"\b(clone|pull|upload|sync|download|contents|repositor|updat)")),
        ("repo", Words(@"\bcreate\b.*\brepositor")),
        ("star", Words(@"\b(un)?stars?\b")),
        ("publish", Words(@"\b(issue|comment|post)")),
        ("ownership", Words(@"\btransfer\b")),
        ("password", Words(@"\bpassword\b")),
        ("key", Words(@"\b(add|link|register)\b.*\bkeys?\b")),
        ("delete", Words(@"\b(delete|remove|clear)")),
        ("cart", Words(@"\b(buy|rebuy|order|purchase|cart|checkout)")),
        ("buy", Words(@"\b(buy|rebuy|place the order|purchase|order|checkout)")),
        ("refund", Words(@"\brefund")),
    ];

    /// <summary>The words, small.</summary>
    public string Text { get; } = prompt.ToLowerInvariant();

    /// <summary>The families.</summary>
    public IReadOnlySet<string> Families { get; } = new HashSet<string>([.. Verbs.Where(v => v.Words.IsMatch(prompt)).Select(v => v.Family), "read", "session"], StringComparer.Ordinal);

    /// <summary>Whether the operator told us to go by what somebody wrote to them.</summary>
    public bool GoesByMail { get; } = MailNamed().IsMatch(prompt);

    /// <summary>Whether the operator told us to go by a page they named.</summary>
    public bool GoesByWeb { get; } = PageNamed().IsMatch(prompt);

    static Regex Words(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);

    [GeneratedRegex(@"\b(e-?mail|emailed|sent|inbox|told|ask|invited)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailNamed();

    [GeneratedRegex(@"www\.|https?:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageNamed();
}
