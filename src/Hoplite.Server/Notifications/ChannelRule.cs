using Hoplite.Server.Configuration;
using MimeKit;

namespace Hoplite.Server.Notifications;

/// <summary>What a channel's options must be.</summary>
public static class ChannelRule
{
    /// <summary>Everything that is wrong, a sentence each.</summary>
    public static IReadOnlyList<string> Complaints(IReadOnlyList<ChannelOptions> channels)
    {
        var twice = channels.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => $"two channels are named {g.Key}");
        return [.. twice, .. channels.SelectMany(c => Of(c).Select(why => $"channel {c.Name}: {why}"))];
    }

    static IEnumerable<string> Of(ChannelOptions channel)
    {
        if (channel.MostPerTenMinutes < 1) yield return "mostPerTenMinutes is less than 1";
        if (channel.QuietFrom is null != channel.QuietUntil is null) yield return "quiet hours need both a beginning and an end";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(channel.TimeZone, out _)) yield return $"there is no time zone {channel.TimeZone}";
        foreach (var why in channel.Kind == ChannelKind.Email ? Mail(channel.Email) : Web(channel)) yield return why;
    }

    static IEnumerable<string> Web(ChannelOptions channel)
    {
        var (url, why) = Kept(channel.Url);
        if (why is not null) yield return why;
        else if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) yield return "the url is not an http or https address";
        else if (channel.Kind is ChannelKind.Slack or ChannelKind.Teams && address.Scheme != "https" && !address.IsLoopback) yield return "the url must be https, since whoever sees it can post";
        else if (channel.Kind == ChannelKind.Ntfy && address.AbsolutePath.Trim('/').Length == 0) yield return "the url has no topic";
        if (channel.Secret is not null && Kept(channel.Secret).Why is { } problem) yield return problem;
        if (channel is { Kind: ChannelKind.Webhook } && (Kept(channel.Secret).Value?.Length ?? 0) < 16) yield return "a webhook needs a secret of at least 16 characters to sign with";
    }

    static IEnumerable<string> Mail(EmailOptions? mail)
    {
        if (mail is null)
        {
            yield return "the mail settings are missing";
            yield break;
        }

        if (mail.Host.Length == 0 || mail.Port is < 1 or > 65_535) yield return "the mail server's host or port is missing";
        if (mail.To.Count == 0) yield return "nobody gets the mail";
        foreach (var address in mail.To.Prepend(mail.From))
            if (!MailboxAddress.TryParse(address, out _)) yield return $"{address} is not a mail address";
        if (mail.Password is not null && Kept(mail.Password).Why is { } why) yield return why;
        if (mail is { Password: not null, Security: EmailSecurity.None }) yield return "a password is not sent over an unprotected connection";
    }

    static (string? Value, string? Why) Kept(string? value)
    {
        try
        {
            return (KeptValue.Read(value), null);
        }
        catch (InvalidDataException bad)
        {
            return (null, bad.Message);
        }
    }
}
