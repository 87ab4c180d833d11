using System.Net.Http.Headers;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Notifications.Channels;

/// <summary>ntfy, which shows plain text.</summary>
sealed class NtfyNotifier(ChannelOptions options) : WebNotifier(options)
{
    readonly Uri _topic = new(KeptValue.Read(options.Url)!);
    readonly string? _token = KeptValue.Read(options.Secret);

    // JSON goes to the server itself and names the topic inside.
    protected override Uri Address => new(_topic, _topic.AbsolutePath.TrimEnd('/') is var path ? path[..(path.LastIndexOf('/') + 1)] : "/");

    protected override object Body(Notice notice) => new
    {
        topic = Uri.UnescapeDataString(_topic.AbsolutePath.TrimEnd('/').Split('/')[^1]),
        title = $"[{Word(notice)}] {PlainLine.Of(notice.Title)}",
        message = PlainLine.Lines(notice.Text) is { Length: > 0 } text ? text : PlainLine.Of(notice.Title),
        priority = notice.Level switch { Level.Critical => 5, Level.High => 4, Level.Medium => 3, _ => 2 },
        click = notice.Link?.AbsoluteUri,
    };

    protected override void Sign(HttpRequestMessage request, byte[] body)
    {
        if (_token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
    }
}
