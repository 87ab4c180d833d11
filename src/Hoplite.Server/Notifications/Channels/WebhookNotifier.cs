using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Notifications.Channels;

/// <summary>A request to a program of one's own. It is signed together with its time, so that it can be neither forged nor replayed later.</summary>
sealed class WebhookNotifier(ChannelOptions options, TimeProvider time) : WebNotifier(options)
{
    readonly byte[] _key = Encoding.UTF8.GetBytes(KeptValue.Read(options.Secret) ?? "");

    protected override object Body(Notice notice) => new
    {
        title = PlainLine.Of(notice.Title, 1_000),
        text = PlainLine.Lines(notice.Text, 10_000),
        level = Word(notice),
        time = notice.Time,
        link = notice.Link?.AbsoluteUri,
    };

    protected override void Sign(HttpRequestMessage request, byte[] body)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds + "."), .. body];
        request.Headers.Add("X-Hoplite-Timestamp", seconds);
        request.Headers.Add("X-Hoplite-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, signed)));
    }
}
