namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>The codes and letters by which Zeek sums connections up.</summary>
public sealed class ConnectionTests
{
    public static TheoryData<string, string, string> States => new()
    {
        { "S", "S0", "S" },
        { "S h", "S1", "Sh" },
        { "S h A", "S1", "ShA" },
        { "S h A D d", "S1", "ShADd" },
        { "S h A D d F f A", "SF", "ShADdFf" },
        { "S h A f", "S3", "ShAf" },
        { "S h A F", "S2", "ShAF" },
        { "S r", "REJ", "Sr" },
        { "S h A D R", "RSTO", "ShADR" },
        { "S h A D r", "RSTR", "ShADr" },
        { "S R", "RSTOS0", "SR" },
        { "S F", "SH", "SF" },
        { "h f", "S3", "^hf" },
        { "S h A F f R", "SF", "ShAFfR" },
        { "S h A F r", "RSTR", "ShAFr" },
        { "D d", "OTH", "Dd" },
        { "A", "OTH", "A" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void A_connection_is_summed_up(string segments, string state, string history)
    {
        var file = new CaptureFile();
        var talk = new Talk(file, 9999);
        foreach (var segment in segments.Split(' '))
        {
            var flags = char.ToUpperInvariant(segment[0]) switch
            {
                'S' => Packet.Syn, 'H' => Packet.Syn | Packet.Ack, 'F' => Packet.Fin | Packet.Ack, 'R' => Packet.Rst, _ => Packet.Ack,
            };
            byte[] data = char.ToUpperInvariant(segment[0]) == 'D' ? [1, 2, 3] : [];
            if (char.IsUpper(segment[0])) talk.Client(flags, data);
            else talk.Server(flags, data);
        }

        var row = Assert.Single(ReadCapture.Bytes(file.Pcap()).Of("conn"));
        Assert.Equal((state, history), (row["conn_state"], row["history"]));
        Assert.Equal("10.0.0.5", row["id.orig_h"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task More_pieces_behind_a_gap_than_are_kept_do_not_stop_the_reader()
    {
        var file = new CaptureFile();
        byte[] Segment(string from, string to, int source, int target, uint sequence, int flags, byte[] data) => Packet.Ethernet(Packet.V4(from, to, 6, Packet.Tcp(source, target, sequence, 1, flags, data)));
        file.Add(0, Segment("10.0.0.5", "10.0.0.9", 40000, 445, 0, Packet.Syn, []));
        file.Add(1, Segment("10.0.0.9", "10.0.0.5", 445, 40000, 0, Packet.Syn | Packet.Ack, []));
        for (var piece = 0; piece < 2000; piece++)
            file.Add(2 + piece, Segment("10.0.0.5", "10.0.0.9", 40000, 445, (uint)(100 + piece * 20), Packet.Ack, new byte[10]));
        var capture = await Task.Run(() => ReadCapture.Bytes(file.Pcap()), TestContext.Current.CancellationToken);
        Assert.Equal("40089", Assert.Single(capture.Of("conn"))["orig_bytes"]);
    }

    [Fact]
    public void Bytes_are_counted_by_the_numbers_and_lost_ones_are_missed()
    {
        var file = new CaptureFile();
        new Talk(file, 9999).Open().Say("abc").LoseFromClient(10).Say("de").Reply("0123456789").Close();
        var row = Assert.Single(ReadCapture.Bytes(file.Pcap()).Of("conn"));
        Assert.Equal(("15", "10", "10"), (row["orig_bytes"], row["resp_bytes"], row["missed_bytes"]));
        Assert.Equal(("6", "3"), (row["orig_pkts"], row["resp_pkts"]));
    }

    [Fact]
    public void Silence_ends_a_connection()
    {
        var file = new CaptureFile();
        foreach (var second in new[] { 0, 30, 91, 400 }) file.Add(second * 1000, Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.1", 17, Packet.Udp(40000, 9999, [1]))));
        Assert.Equal(["2", "1", "1"], ReadCapture.Bytes(file.Pcap()).Of("conn").Select(c => c["orig_pkts"]));
    }

    [Fact]
    public void A_new_connection_between_the_same_ends_is_another_one()
    {
        var file = new CaptureFile();
        new Talk(file, 80).Open().Close();
        new Talk(file, 80, sequence: 90000) { Time = 100 }.Open().Close();
        Assert.Equal(2, ReadCapture.Bytes(file.Pcap()).Of("conn").Count());
    }

    [Fact]
    public void Segments_in_any_order_are_read_in_theirs()
    {
        var file = new CaptureFile();
        var request = Packet.Text("GET /in/order HTTP/1.1\r\nHost: shuffled.example\r\n\r\n");
        var talk = new Talk(file, 80);
        talk.Open();
        foreach (var at in new[] { 20, 10, 30, 0, 40 })
            file.Add(10 + at, Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.10", 6, Packet.Tcp(40000, 80, (uint)(1001 + at), 5001, Packet.Ack, request[at..Math.Min(request.Length, at + 10)]))));
        Assert.Equal("shuffled.example", Assert.Single(ReadCapture.Bytes(file.Pcap()).Of("http"))["host"]);
    }
}
