using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hoplite.Response.Tests.Remote;

/// <summary>What came in.</summary>
sealed record WebRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What goes out; null for a connection that is cut.</summary>
sealed record WebReply(int Status, string Body = "", string? Location = null);

/// <summary>The least of an HTTP server, for one request a connection, that keeps what it was asked.</summary>
sealed class LoopbackWeb : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Func<WebRequest, WebReply?> _answer;

    public LoopbackWeb(Func<WebRequest, WebReply?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ConcurrentQueue<WebRequest> Requests { get; } = new();

    public void Dispose() => _listener.Dispose();

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var (stream, bytes, buffer) = (client.GetStream(), new List<byte>(), new byte[4096]);
            string text;
            while (!(text = Encoding.Latin1.GetString([.. bytes])).Contains("\r\n\r\n", StringComparison.Ordinal)) await MoreAsync();
            var start = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            var lines = text[..(start - 4)].Split("\r\n");
            var headers = lines.Skip(1).Select(l => l.Split(':', 2)).ToDictionary(l => l[0], l => l[1].Trim(), StringComparer.OrdinalIgnoreCase);
            var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
            while (bytes.Count < start + length) await MoreAsync();
            var request = new WebRequest(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, Encoding.UTF8.GetString([.. bytes.Skip(start)]));
            Requests.Enqueue(request);
            if (_answer(request) is not { } reply) return;
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {reply.Status} X\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(reply.Body)}\r\n{(reply.Location is { } to ? $"Location: {to}\r\n" : "")}\r\n{reply.Body}"));

            async Task MoreAsync() => bytes.AddRange(await stream.ReadAsync(buffer) is var got and > 0 ? buffer[..got] : throw new IOException("the client went away"));
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException)
        {
        }
    }
}
