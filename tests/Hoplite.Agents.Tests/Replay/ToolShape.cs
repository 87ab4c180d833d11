using System.Text.RegularExpressions;
using Hoplite.Guard.Actions;

namespace Hoplite.Agents.Tests.Replay;

/// <summary>What a tool does, as far as its name says it: its family and how much it can hurt. No tool is listed by name.</summary>
/// <param name="Family">What kind of thing it does.</param>
/// <param name="Class">How much it can hurt.</param>
sealed partial record ToolShape(string Family, ActionClass Class)
{
    static readonly string[] Reading = ["get", "list", "search", "read", "view", "check", "show", "find", "total"];

    // The first that fits; what is worse comes before what is harmless, and what no rule knows is wide.
    static readonly (Func<string[], bool> Fits, string Family, ActionClass Class)[] Rules =
    [
        (n => n[0] is "browse" or "visit" or "click" or "open", "visit", ActionClass.Narrow),
        (n => Has(n, "input", "submit", "fill"), "form", ActionClass.Wide),
        // Some names begin with the product: what is done comes second.
        (n => Reading.Contains(n[0]) || (n.Length > 2 && n[0] == "git" && Reading.Contains(n[1])) || n[^1] == "total", "read", ActionClass.Read),
        (n => Has(n, "password"), "password", ActionClass.Privileged),
        (n => Has(n, "ssh", "key", "keys"), "key", ActionClass.Privileged),
        (n => Has(n, "ownership", "transfer"), "ownership", ActionClass.Privileged),
        (n => Has(n, "money", "pay", "payment", "purchase"), "money", ActionClass.Privileged),
        (n => n[0] == "checkout", "buy", ActionClass.Wide),
        (n => n[0] == "refund", "refund", ActionClass.Wide),
        (n => Has(n, "cart"), "cart", ActionClass.Narrow),
        (n => Has(n, "delete", "destroy") || n[0] == "remove", "delete", ActionClass.Privileged),
        (n => Has(n, "verify", "confirm", "login"), "session", ActionClass.Narrow),
        (n => Has(n, "calendar") && Has(n, "participants"), "calendar", ActionClass.Wide),
        (n => Has(n, "invite", "share", "collaboration", "collaborator", "collaborators", "participants"), "invite", ActionClass.Wide),
        (n => Has(n, "push"), "push", ActionClass.Wide),
        (n => Has(n, "email", "mail", "message") && n[0] is "send" or "forward" or "reply", "mail", ActionClass.Wide),
        (n => Has(n, "download") && Has(n, "url"), "download", ActionClass.Wide),
        (n => Has(n, "download"), "download", ActionClass.Narrow),
        (n => Has(n, "star", "unstar"), "star", ActionClass.Narrow),
        (n => Has(n, "issue", "comment", "post"), "publish", ActionClass.Wide),
        (n => Has(n, "calendar", "event"), "calendar", ActionClass.Narrow),
        (n => Has(n, "clone", "pull"), "fetch", ActionClass.Narrow),
        (n => Has(n, "dir", "file", "node", "directory"), "files", ActionClass.Narrow),
        (n => Has(n, "repo") && n[^2..] is ["create", "repo"], "repo", ActionClass.Narrow),
    ];

    /// <summary>The shape of a tool.</summary>
    public static ToolShape Of(string tool)
    {
        var parts = tool.Split('_');
        foreach (var (fits, family, @class) in Rules)
            if (fits(parts)) return new ToolShape(family, @class);
        return new ToolShape("other", ActionClass.Wide);
    }

    /// <summary>The arguments that say to whom or what it is done; the rest is content.</summary>
    public IEnumerable<(string Name, string Value)> Targets(RecordedCall call) => call.Values.Where(v => v.Value.Length > 0 && TargetName().IsMatch(v.Name) && Family switch
    {
        "form" or "visit" => v.Name == "url",
        "mail" => v.Name is not ("subject" or "body" or "attachments" or "content"),
        _ => true,
    });

    static bool Has(string[] parts, params ReadOnlySpan<string> wanted)
    {
        foreach (var part in parts)
            if (wanted.Contains(part)) return true;
        return false;
    }

    [GeneratedRegex("recipient|to$|email|collaborator|participant|owner|username|user$|url|link|host|repo|path|dir|key$|password$|_id$|ids$|account|product|order|title|name$|cc", RegexOptions.CultureInvariant)]
    private static partial Regex TargetName();
}
