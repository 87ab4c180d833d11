using System.Text.Json.Nodes;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Messages as webhooks want them. Text stands where no mark-up and no mention means anything, though its letters are ours.</summary>
static class MessageForms
{
    /// <summary>The JSON of a message.</summary>
    public static string Json(NotifyForm form, Message message, string key) => (form switch
    {
        NotifyForm.Slack => Slack(message),
        NotifyForm.Teams => Teams(message),
        NotifyForm.Mattermost => Mattermost(message),
        _ => Ticket(message, key),
    }).ToJsonString();

    static JsonObject Slack(Message message)
    {
        var blocks = new JsonArray(Block("header", Plain(message.Title)), Block("section", Plain(message.Text)));

        // A button with an address opens it in the browser and does no more.
        if (message.Link is { } link) blocks.Add(new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray(new JsonObject { ["type"] = "button", ["text"] = Plain("Open in Hoplite"), ["url"] = link.AbsoluteUri }) });
        return new JsonObject { ["text"] = Escaped(message.Title), ["link_names"] = false, ["unfurl_links"] = false, ["blocks"] = blocks };
    }

    static JsonObject Teams(Message message)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray(Run(message.Title, "bolder"), Run(message.Text, "default")),
        };
        if (message.Link is { } link) card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open in Hoplite", ["url"] = link.AbsoluteUri });
        return new JsonObject { ["type"] = "message", ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }) };
    }

    static JsonObject Mattermost(Message message)
    {
        var link = message.Link is { } page ? $"\n[Open in Hoplite]({page.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})" : "";
        return new JsonObject { ["text"] = $"`{Code(message.Title)}`\n`{Code(message.Text)}`{link}" };
    }

    static JsonObject Ticket(Message message, string key) => new()
    {
        ["key"] = key, ["title"] = message.Title, ["text"] = message.Text, ["incident"] = message.Incident.ToString(), ["playbook"] = message.Playbook, ["link"] = message.Link?.AbsoluteUri,
    };

    static JsonObject Block(string type, JsonObject text) => new() { ["type"] = type, ["text"] = text };

    static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };

    static JsonObject Run(string text, string weight) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = text, ["weight"] = weight }) };

    // The short text of a notification is mark-up: these three open links and mentions.
    static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    static string Code(string text) => text.Replace('`', '\'');
}
