using System.ComponentModel;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Whom playbooks can tell.</summary>
public sealed record NotifyOptions
{
    /// <summary>Where the console is.</summary>
    [Description("Where people find the console, such as https://hoplite.example.org; messages then link to the incident.")]
    public Uri? PublicUrl { get; init; }

    /// <summary>The mail server.</summary>
    [Description("The server that takes mail; leave out when no channel is one of mail.")]
    public MailServerOptions? Mail { get; init; }

    /// <summary>The channels.</summary>
    [Description("Channels by name, in small letters, digits and dashes; playbooks name them so.")]
    public IReadOnlyDictionary<string, NotifyChannelOptions> Channels { get; init; } = new Dictionary<string, NotifyChannelOptions>();
}

/// <summary>One channel.</summary>
public sealed record NotifyChannelOptions
{
    /// <summary>What it takes.</summary>
    [Description("What the channel takes: mail, slack, teams, mattermost or ticket.")]
    public NotifyForm Form { get; init; }

    /// <summary>The address of a webhook.</summary>
    [Description("The address of the webhook, or where it is kept when it is a secret, such as env:SLACK_URL.")]
    public string Url { get; init; } = "";

    /// <summary>Who gets mail.</summary>
    [Description("Addresses that get the mail.")]
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>A token for the webhook.</summary>
    [Description("Where the bearer token of a ticket system is kept, such as file:/etc/hoplite/ticket.token; leave out for none.")]
    public string? Token { get; init; }
}

/// <summary>What channels take.</summary>
public enum NotifyForm
{
    /// <summary>Mail.</summary>
    Mail,

    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A webhook of Microsoft Teams that takes adaptive cards.</summary>
    Teams,

    /// <summary>An incoming webhook of Mattermost.</summary>
    Mattermost,

    /// <summary>Anything that takes JSON and keeps to the header <c>Idempotency-Key</c>.</summary>
    Ticket,
}

/// <summary>The server that takes mail.</summary>
public sealed record MailServerOptions
{
    /// <summary>Its name.</summary>
    [Description("The name of the mail server.")]
    public string Host { get; init; } = "";

    /// <summary>Its port.</summary>
    [Description("The port: usually 587 with starttls, 465 with tls.")]
    public int Port { get; init; } = 587;

    /// <summary>How it is reached.</summary>
    [Description("How the connection is protected: starttls, tls, or none, which is for this machine alone.")]
    public MailSecurity Security { get; init; }

    /// <summary>Who logs in.</summary>
    [Description("The user; leave out to send without logging in.")]
    public string? User { get; init; }

    /// <summary>The password.</summary>
    [Description("Where the password is kept, such as env:SMTP_PASSWORD.")]
    public string? Password { get; init; }

    /// <summary>The sender.</summary>
    [Description("The address that the mail comes from.")]
    public string From { get; init; } = "";

    /// <summary>The server's certificate.</summary>
    [Description("SHA-256 fingerprint, in hex, of the server's certificate when no authority of the system vouches for it.")]
    public string? Fingerprint { get; init; }
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS begins after the greeting, and must.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all.</summary>
    None,
}
