using Hoplite.Detection.Sigma;

namespace Hoplite.Server.Notifications.Channels;

/// <summary>Microsoft Teams, as an adaptive card. What came from outside stands in text runs, which know no Markdown.</summary>
sealed class TeamsNotifier(ChannelOptions options) : WebNotifier(options)
{
    protected override object Body(Notice notice)
    {
        var color = notice.Level >= Level.High ? "attention" : notice.Level == Level.Medium ? "warning" : "default";
        var body = new List<object> { Run($"[{Word(notice)}] {PlainLine.Of(notice.Title)}", "bolder", color) };
        body.AddRange(PlainLine.Lines(notice.Text).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Run(line, "default", "default")));
        var card = new Dictionary<string, object>(StringComparer.Ordinal) { ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["type"] = "AdaptiveCard", ["version"] = "1.4", ["body"] = body };
        if (notice.Link is { } link) card["actions"] = new[] { new { type = "Action.OpenUrl", title = "Open in Hoplite", url = link.AbsoluteUri } };
        return new { type = "message", attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = card } } };
    }

    static object Run(string text, string weight, string color) => new { type = "RichTextBlock", inlines = new[] { new { type = "TextRun", text, weight, color } } };
}
