namespace Hoplite.Server.Notifications.Channels;

/// <summary>Mattermost. What came from outside stands in code, where no link, mention or emoji means anything.</summary>
sealed class MattermostNotifier(ChannelOptions options) : WebNotifier(options)
{
    protected override object Body(Notice notice)
    {
        var text = $"**{Word(notice)}** `{Code(PlainLine.Of(notice.Title))}`";
        if (PlainLine.Lines(notice.Text) is { Length: > 0 } more) text += $"\n```\n{Code(more)}\n```";
        if (notice.Link is { } link) text += $"\n[Open in Hoplite]({link.AbsoluteUri})";
        return new { text };
    }

    static string Code(string text) => text.Replace('`', '\'');
}
