using System.Net;
using System.Net.Sockets;

namespace Hoplite.Server.Notifications.Channels;

/// <summary>An HTTP client that goes to no address at which clouds hand out credentials, wherever a name may point.</summary>
static class GuardedClient
{
    static readonly IPNetwork[] Refused =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("192.0.0.192/32"),
        IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fd00:ec2::/32"), IPNetwork.Parse("ff00::/8"),
        // The same link-local addresses, as translators write them.
        IPNetwork.Parse("64:ff9b::a9fe:0/112"), IPNetwork.Parse("::a9fe:0/112"),
    ];

    static readonly SocketsHttpHandler Handler = new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 32,
        ConnectCallback = ConnectAsync,
    };

    public static HttpClient Shared { get; } = new(Handler) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Whether an address is one to stay away from.</summary>
    public static bool IsRefused(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Refused, n => n.Contains(plain));
    }

    /// <summary>Posts, and throws unless it was taken.</summary>
    public static async Task PostAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var answer = await SendAsync(request, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode) return;
        var why = $"the channel answered {(int)answer.StatusCode}";
        throw answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError ? new HttpRequestException(why) : new NotRetried(why);
    }

    static async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await Shared.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException wrapped) when (wrapped.InnerException is NotRetried refused)
        {
            throw new NotRetried(refused.Message);
        }
    }

    // The checked address is the one that is connected to: a name cannot change its mind in between.
    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation).ConfigureAwait(false);
        if (addresses.Length == 0 || Array.Exists(addresses, IsRefused)) throw new NotRetried("the channel's address is link-local or a cloud's metadata service");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
