using System.Net.Http.Headers;
using System.Text.Json;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Notifications.Channels;

/// <summary>Posts a notice as JSON.</summary>
abstract class WebNotifier(ChannelOptions options) : INotifier
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    protected virtual Uri Address { get; } = new(KeptValue.Read(options.Url)!);

    public async Task SendAsync(Notice notice, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Body(notice), Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        Sign(request, body);
        await GuardedClient.PostAsync(request, cancellation).ConfigureAwait(false);
    }

    /// <summary>What to post.</summary>
    protected abstract object Body(Notice notice);

    /// <summary>Adds what proves who we are.</summary>
    protected virtual void Sign(HttpRequestMessage request, byte[] body)
    {
    }

    /// <summary>The level as a word.</summary>
    protected static string Word(Notice notice) => LevelNames.Of(notice.Level);
}
