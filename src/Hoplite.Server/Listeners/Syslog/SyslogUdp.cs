using System.Net;
using System.Net.Sockets;
using Hoplite.Server.Sources;
using Hoplite.Store.Spooling;

namespace Hoplite.Server.Listeners.Syslog;

/// <summary>Takes syslog datagrams (RFC 5426). UDP has no answer and no back-pressure: what the spool cannot take is counted as lost.</summary>
sealed class SyslogUdp : IDisposable
{
    const int MostMessages = 512;
    const int ReceiveBuffer = 16 << 20;

    readonly Socket _socket;
    readonly Intake _intake;
    readonly SourceBook _sources;
    readonly TimeProvider _time;

    public SyslogUdp(SyslogOptions options, Intake intake, SourceBook sources, TimeProvider time)
    {
        (_intake, _sources, _time) = (intake, sources, time);
        _socket = new Socket(options.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer };
        _socket.Bind(new IPEndPoint(options.Address, options.Udp ?? 0));
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(64 << 10, pinned: true);
        var blocks = new Dictionary<IPAddress, MessageBlock>();
        var any = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                // All that lies in the socket now becomes one delivery for each sender.
                var received = await _socket.ReceiveFromAsync(buffer, any, cancellation).ConfigureAwait(false);
                Add(blocks, received, buffer);
                for (var i = 1; i < MostMessages && _socket.Available > 0; i++)
                    Add(blocks, await _socket.ReceiveFromAsync(buffer, any, cancellation).ConfigureAwait(false), buffer);
            }
            catch (SocketException)
            {
                continue;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            foreach (var (address, block) in blocks)
                if (block.Count > 0) await DeliverAsync(address, block, cancellation).ConfigureAwait(false);
            if (blocks.Count > 10_000) blocks.Clear();
        }
    }

    public void Dispose() => _socket.Dispose();

    async ValueTask DeliverAsync(IPAddress address, MessageBlock block, CancellationToken cancellation)
    {
        var source = _sources.Seen("syslog", address.ToString());
        var count = block.Count;
        try
        {
            await _intake.AcceptAsync(source, "", block.Take(), cancellation: cancellation).ConfigureAwait(false);
        }
        catch (SpoolFullException)
        {
            for (var i = 0; i < count; i++) _sources.HealthOf(source.Id).Refused("lost: a datagram came while the spool was full", _time.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            // The platform is stopping; a datagram cannot be asked for again.
        }
    }

    static void Add(Dictionary<IPAddress, MessageBlock> blocks, SocketReceiveFromResult received, byte[] buffer)
    {
        var address = ((IPEndPoint)received.RemoteEndPoint).Address;
        if (!blocks.TryGetValue(address, out var block)) blocks[address] = block = new MessageBlock();
        block.Add(buffer.AsSpan(0, received.ReceivedBytes));
    }
}
