using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Hoplite.Server.Listeners.Syslog;

namespace Hoplite.Server.Tests.Listeners;

public sealed class SyslogTests
{
    static readonly Gen<string> Message = Gen.String[Gen.Char[' ', '~'], 0, 60].Select(t => $"<13>{t}");

    [Fact]
    public void However_a_stream_is_cut_the_messages_are_the_same() =>
        Gen.Select(Gen.Select(Message, Gen.Int[0, 2]).Array[0, 12], Gen.Int[1, 40]).Sample((messages, step) =>
        {
            var stream = string.Concat(messages.Select(m => m.Item2 switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"{m.Item1.Length} {m.Item1}"),
                1 => m.Item1 + "\n",
                _ => m.Item1 + "\0",
            }));
            Assert.Equal(messages.Select(m => m.Item1), Cut(Encoding.ASCII.GetBytes(stream), step));
        });

    [Fact]
    public void No_bytes_at_all_break_the_framing() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 50]).Sample((bytes, step) =>
        {
            try
            {
                Cut(bytes, step);
            }
            catch (InvalidDataException)
            {
                // The connection is closed; that is the answer.
            }
        });

    [Fact]
    public void A_message_that_never_ends_closes_the_connection()
    {
        var endless = new ReadOnlySequence<byte>(new byte[SyslogFraming.MaxMessage + 2].Select(_ => (byte)'a').ToArray());
        Assert.Throws<InvalidDataException>(() => SyslogFraming.TryTake(ref endless, out _));
        var announced = new ReadOnlySequence<byte>("9999999 <13>x"u8.ToArray());
        Assert.Throws<InvalidDataException>(() => SyslogFraming.TryTake(ref announced, out _));
    }

    [Fact]
    public async Task Datagrams_become_lines_of_their_sender()
    {
        await using var bench = new Workbench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var listener = new SyslogUdp(new SyslogOptions { Udp = 0 }, bench.Intake, bench.Sources, TimeProvider.System);
        var run = listener.RunAsync(stop.Token);
        using var sender = new UdpClient();
        for (var i = 0; i < 50; i++)
            await sender.SendAsync(Encoding.ASCII.GetBytes($"<34>Oct 11 22:14:15 gw su: {i}\nsecond line"), new IPEndPoint(IPAddress.Loopback, listener.Port), stop.Token);
        var lines = await bench.LinesAsync(50);
        Assert.Equal("<34>Oct 11 22:14:15 gw su: 49#012second line", lines[49]);
        Assert.Equal("syslog:127.0.0.1", bench.Deliveries()[0].Source);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task A_connection_may_use_both_framings_and_may_end_in_the_middle()
    {
        await using var bench = new Workbench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var listener = new SyslogTcp(new SyslogOptions { Tcp = 0 }, isTls: false, bench.Intake, bench.Sources, TimeProvider.System);
        var run = listener.RunAsync(stop.Token);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, listener.Port, stop.Token);
            await client.GetStream().WriteAsync("<1>one\n7 <1>two!<1>three"u8.ToArray(), stop.Token);
        }

        Assert.Equal(["<1>one", "<1>two!", "<1>three"], await bench.LinesAsync(3));
        await stop.CancelAsync();
        await run;
    }

    static List<string> Cut(byte[] bytes, int step)
    {
        var messages = new List<string>();
        var rest = Array.Empty<byte>();
        for (var at = 0; at < bytes.Length; at += step)
        {
            var buffer = new ReadOnlySequence<byte>([.. rest, .. bytes.AsSpan(at, Math.Min(step, bytes.Length - at))]);
            while (SyslogFraming.TryTake(ref buffer, out var message)) messages.Add(Encoding.Latin1.GetString(message.ToArray()));
            rest = buffer.ToArray();
        }

        return messages;
    }
}
