namespace Hoplite.Server.Notifications.Channels;

/// <summary>Slack. What came from outside stands in <c>plain_text</c>, where neither links nor mentions mean anything.</summary>
sealed class SlackNotifier(ChannelOptions options) : WebNotifier(options)
{
    protected override object Body(Notice notice)
    {
        var title = $"[{Word(notice)}] {PlainLine.Of(notice.Title, 130)}";
        var blocks = new List<object> { new { type = "header", text = Plain(title) } };
        if (PlainLine.Lines(notice.Text) is { Length: > 0 } text) blocks.Add(new { type = "section", text = Plain(text) });
        if (notice.Link is { } link) blocks.Add(new { type = "section", text = new { type = "mrkdwn", text = $"<{Escape(link.AbsoluteUri)}|Open in Hoplite>" } });
        return new { text = Escape(title), blocks };
    }

    static object Plain(string text) => new { type = "plain_text", text, emoji = false };

    // The fallback of notifications is mrkdwn: these three open links and mentions.
    static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
