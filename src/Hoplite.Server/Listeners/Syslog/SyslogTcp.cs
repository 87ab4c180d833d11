using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Hoplite.Server.Sources;
using Hoplite.Store.Spooling;

namespace Hoplite.Server.Listeners.Syslog;

/// <summary>Takes syslog over TCP (RFC 6587) and TLS (RFC 5425). A sender is read from only as fast as its messages become durable.</summary>
sealed class SyslogTcp : IDisposable
{
    readonly TcpListener _listener;
    readonly SyslogOptions _options;
    readonly bool _isTls;
    readonly Intake _intake;
    readonly SourceBook _sources;
    readonly TimeProvider _time;
    readonly SemaphoreSlim _room;

    public SyslogTcp(SyslogOptions options, bool isTls, Intake intake, SourceBook sources, TimeProvider time)
    {
        (_options, _isTls, _intake, _sources, _time) = (options, isTls, intake, sources, time);
        _room = new SemaphoreSlim(options.MaxConnections);
        _listener = new TcpListener(options.Address, (isTls ? options.Tls : options.Tcp) ?? 0);
        _listener.Start();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await _room.WaitAsync(cancellation).ConfigureAwait(false);
                var client = await _listener.AcceptTcpClientAsync(cancellation).ConfigureAwait(false);
                _ = ServeAsync(client, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            _listener.Stop();
        }
    }

    public void Dispose() => _listener.Dispose();

    async Task ServeAsync(TcpClient client, CancellationToken cancellation)
    {
        using var _ = client;
        var source = _sources.Seen("syslog", ((IPEndPoint)client.Client.RemoteEndPoint!).Address.ToString());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            limit.CancelAfter(_options.Idle);
            Stream stream = client.GetStream();
            if (_isTls)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(Handshake(), limit.Token).ConfigureAwait(false);
                if (secure.RemoteCertificate is { } shown && _sources.ByCertificate(shown) is { } enrolled) source = enrolled;
                stream = secure;
            }

            await using (stream.ConfigureAwait(false)) await ReadAsync(stream, source, limit).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Idle for too long, or the platform is stopping.
        }
        catch (Exception broken) when (broken is IOException or SocketException or InvalidDataException or System.Security.Authentication.AuthenticationException)
        {
            _sources.HealthOf(source.Id).Refused(broken is InvalidDataException ? broken.Message : "the connection broke", _time.GetUtcNow());
        }
        finally
        {
            _room.Release();
        }
    }

    // A sender may show a certificate. It is known by itself or not at all, so who signed it and until when does not matter.
    SslServerAuthenticationOptions Handshake() => new()
    {
        ServerCertificateContext = _options.Certificate?.Invoke(),
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        CertificateRevocationCheckMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
    };

    async Task ReadAsync(Stream stream, EnrolledSource source, CancellationTokenSource limit)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 << 10));
        var block = new MessageBlock();
        while (true)
        {
            limit.CancelAfter(_options.Idle);
            var read = await pipe.ReadAsync(limit.Token).ConfigureAwait(false);
            var buffer = read.Buffer;
            try
            {
                while (SyslogFraming.TryTake(ref buffer, out var message)) block.Add(message.IsSingleSegment ? message.FirstSpan : message.ToArray());
                if (read.IsCompleted && !buffer.IsEmpty) block.Add(buffer.ToArray());
            }
            finally
            {
                if (block.Count > 0) await DeliverAsync(source, block.Take(), limit.Token).ConfigureAwait(false);
            }

            if (read.IsCompleted) return;
            pipe.AdvanceTo(buffer.Start, read.Buffer.End);
        }
    }

    // A full spool is waited for: the sender sees a full window and keeps what it has.
    async Task DeliverAsync(EnrolledSource source, byte[] lines, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await _intake.AcceptAsync(source, "", lines, cancellation: cancellation).ConfigureAwait(false);
                return;
            }
            catch (SpoolFullException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
