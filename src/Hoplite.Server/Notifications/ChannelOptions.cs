using System.ComponentModel;
using Hoplite.Detection.Sigma;

namespace Hoplite.Server.Notifications;

/// <summary>The kinds of channels.</summary>
public enum ChannelKind
{
    /// <summary>Mail over SMTP.</summary>
    Email,

    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A workflow webhook of Microsoft Teams.</summary>
    Teams,

    /// <summary>An incoming webhook of Mattermost.</summary>
    Mattermost,

    /// <summary>A topic of ntfy.</summary>
    Ntfy,

    /// <summary>A signed JSON request to a program of your own.</summary>
    Webhook,
}

/// <summary>One way to reach people. A value marked so may be <c>env:NAME</c> or <c>file:/path</c> instead of itself.</summary>
public sealed record ChannelOptions
{
    /// <summary>Its name; unique.</summary>
    [Description("Its name; unique.")]
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    [Description("email, slack, teams, mattermost, ntfy or webhook.")]
    public required ChannelKind Kind { get; init; }

    /// <summary>The address of the webhook or topic; may be elsewhere, since whoever knows it can post.</summary>
    [Description("Address of the webhook or topic, env:NAME or file:/path; whoever knows it can post.")]
    public string? Url { get; init; }

    /// <summary>The key that signs a webhook, or the access token of ntfy; may be elsewhere.</summary>
    [Description("Key that signs a webhook, or access token of ntfy: env:NAME or file:/path.")]
    public string? Secret { get; init; }

    /// <summary>Mail settings.</summary>
    [Description("Mail server and addresses, for the kind email.")]
    public EmailOptions? Email { get; init; }

    /// <summary>What is less serious is not sent.</summary>
    [Description("What is less serious is not sent: informational, low, medium, high or critical.")]
    public Level MinLevel { get; init; } = Level.High;

    /// <summary>When quiet hours begin; null for none.</summary>
    [Description("When quiet hours begin, for example 22:00; leave out for none.")]
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>When quiet hours end.</summary>
    [Description("When quiet hours end, for example 06:30.")]
    public TimeOnly? QuietUntil { get; init; }

    /// <summary>The zone of the quiet hours.</summary>
    [Description("Time zone of the quiet hours, for example Europe/Athens.")]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What is at least this serious is sent in quiet hours too.</summary>
    [Description("What is at least this serious is sent in quiet hours too.")]
    public Level QuietBreaker { get; init; } = Level.Critical;

    /// <summary>The most messages in ten minutes; what is over comes as one digest.</summary>
    [Description("The most messages in ten minutes; what is over comes as one digest.")]
    public int MostPerTenMinutes { get; init; } = 20;

    /// <summary>What the record prints: nothing that opens the channel.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum EmailSecurity
{
    /// <summary>TLS after STARTTLS; without it nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all; for a relay on this machine.</summary>
    None,
}

/// <summary>A mail server and who gets mail.</summary>
public sealed record EmailOptions
{
    /// <summary>The server.</summary>
    [Description("Mail server.")]
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port.")]
    public int Port { get; init; } = 587;

    /// <summary>How the connection is protected.</summary>
    [Description("starttls (nothing is sent without), tls (from the first byte) or none (for a relay on this machine).")]
    public EmailSecurity Security { get; init; } = EmailSecurity.StartTls;

    /// <summary>The SHA-256 fingerprint of a certificate that nobody has signed, in hexadecimal.</summary>
    [Description("SHA-256 fingerprint of a certificate that nobody has signed, in hexadecimal.")]
    public string? Fingerprint { get; init; }

    /// <summary>Whom to sign in as; null for nobody.</summary>
    [Description("Whom to sign in as; leave out for nobody.")]
    public string? User { get; init; }

    /// <summary>The password; may be elsewhere.</summary>
    [Description("Password: env:NAME or file:/path.")]
    public string? Password { get; init; }

    /// <summary>The sender.</summary>
    [Description("Sender.")]
    public required string From { get; init; }

    /// <summary>Who gets the mail.</summary>
    [Description("Who gets the mail.")]
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>What the record prints: no password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
