using Hoplite.Telemetry.Capture;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Telemetry.Tests.Capture;

public sealed class CaptureFormatTests
{
    static CaptureFile Asking(int linkType = 1, Func<byte[], byte[]>? frame = null)
    {
        frame ??= p => Packet.Ethernet(p);
        return new CaptureFile { LinkType = linkType }
            .Add(0.25, frame(Packet.V4("10.0.0.5", "192.0.2.53", 17, Packet.Udp(40000, 53, Packet.DnsQuery(7, "www.example.org")))))
            .Add(20.5, frame(Packet.V4("192.0.2.53", "10.0.0.5", 17, Packet.Udp(53, 40000, Packet.DnsAnswer(7, "www.example.org", "198.51.100.7")))));
    }

    static void IsAnswered(byte[] bytes, bool hasTime = true)
    {
        Assert.Equal("capture", ScanPlan.Choose(ReaderCatalogue.All, bytes, "x")?.Format);
        var read = ReadCapture.Bytes(bytes);
        Assert.Empty(read.Problems);
        var row = Assert.Single(read.Of("dns"));
        Assert.Equal("www.example.org", row["query"]);
        Assert.Equal("198.51.100.7", row["answers"]);
        var connection = Assert.Single(read.Of("conn"));
        Assert.Equal("dns", connection["service"]);
        if (!hasTime) return;
        Assert.Equal(new DateTimeOffset(CaptureFile.Start.AddTicks(2500)), connection.Time);
        Assert.Equal("0.020250", connection["duration"]);
        Assert.Equal("0.020250", row["rtt"]);
        Assert.Equal("SF", connection["conn_state"]);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    public void Every_form_of_pcap_is_read(bool big, bool nano, bool modified) => IsAnswered(Asking().Pcap(big, nano, modified));

    [Theory]
    [InlineData(false, 6, 6)]
    [InlineData(true, 6, 6)]
    [InlineData(false, 9, 6)]
    [InlineData(true, 9, 2)]
    [InlineData(false, 7, 2)]
    [InlineData(false, 0x94, 6)]
    public void Every_form_of_pcapng_is_read(bool big, int resolution, int block)
    {
        var bytes = Asking().Pcapng(big, (byte)resolution, block);
        IsAnswered(bytes, hasTime: resolution < 0x80);
    }

    [Fact]
    public void Simple_packets_have_no_time() => IsAnswered(Asking().Pcapng(block: 3), hasTime: false);

    [Fact]
    public void A_section_may_follow_in_the_other_byte_order()
    {
        byte[] both = [.. Asking().Pcapng(), .. Asking().Pcapng(big: true)];
        var read = ReadCapture.Bytes(both);
        Assert.Empty(read.Problems);
        Assert.Equal(2, read.Of("dns").Count());
    }

    [Theory]
    [InlineData(101, "")]
    [InlineData(12, "")]
    [InlineData(14, "")]
    [InlineData(228, "")]
    [InlineData(0, "02000000")]
    [InlineData(108, "00000002")]
    [InlineData(113, "00000001000600000000000000000800")]
    [InlineData(276, "0800000000000001000100060000000000000000")]
    [InlineData(9, "FF030021")]
    [InlineData(9, "21")]
    [InlineData(50, "FF030021")]
    [InlineData(104, "0F000800")]
    [InlineData(51, "1100000100000021")]
    [InlineData(1, "0200000000010200000000028100000A0800")]
    [InlineData(1, "02000000000102000000000288A8000A8100000B0800")]
    [InlineData(1, "0200000000010200000000028847000010FE000031FF")]
    [InlineData(1, "020000000001020000000002886411000001002A0021")]
    [InlineData(1, "0200000000010200000000020040AAAA030000000800")]
    [InlineData(105, "080000000200000000010200000000020200000000030000AAAA030000000800")]
    [InlineData(127, "0000080000000000080000000200000000010200000000020200000000030000AAAA030000000800")]
    public void Every_link_type_leads_to_the_packet(int linkType, string head)
    {
        var bytes = Convert.FromHexString(head);
        IsAnswered(Asking(linkType, p => [.. bytes, .. p]).Pcap());
    }

    [Theory]
    [InlineData(4, "")]
    [InlineData(47, "00000800")]
    [InlineData(47, "300008000000000100000002")]
    [InlineData(47, "000065580200000000010200000000020800")]
    [InlineData(17, "C00012B50000000008000000000001000200000000010200000000020800")]
    [InlineData(17, "C00017C1000000000000655800000100020000000001020000000002 0800")]
    [InlineData(17, "086808680000000030FF000000000001")]
    public void Tunnels_are_opened(int protocol, string head)
    {
        var bytes = Convert.FromHexString(head.Replace(" ", "", StringComparison.Ordinal));
        var file = Asking(1, p =>
        {
            byte[] inner = [.. bytes, .. p];
            if (protocol == 17) (inner[4], inner[5]) = ((byte)(inner.Length >> 8), (byte)inner.Length);
            return Packet.Ethernet(Packet.V4("172.16.0.1", "172.16.0.2", protocol, inner));
        });
        var read = ReadCapture.Bytes(file.Pcap());
        var row = Assert.Single(read.Of("dns"));
        Assert.Equal("www.example.org", row["query"]);
        Assert.NotNull(read.Of("conn").Single(c => c["id.orig_h"] == "10.0.0.5")["tunnel_parents"]);
    }

    [Fact]
    public void Tunnels_are_not_opened_without_end()
    {
        var packet = Packet.V4("10.0.0.5", "192.0.2.53", 17, Packet.Udp(40000, 53, Packet.DnsQuery(7, "deep.example")));
        for (var i = 0; i < 40; i++) packet = Packet.V4("172.16.0.1", "172.16.0.2", 4, packet);
        Assert.Empty(ReadCapture.Bytes(new CaptureFile().Add(0, Packet.Ethernet(packet)).Pcap()).Events);
    }

    [Fact]
    public void Headers_of_the_link_layer_are_not_opened_without_end()
    {
        // Ethernet in MPLS in PPP in PPPoE, thousands of times.
        var packet = new Bytes();
        while (packet.Done().Length < 200_000) packet.Raw(Enumerable.Repeat(Convert.FromHexString("0200000000010200000000028864110000010010028100001101FF00000000"), 500).SelectMany(b => b).ToArray());
        Assert.Empty(ReadCapture.Bytes(new CaptureFile().Add(0, packet.Done()).Pcap()).Events);
    }

    [Fact]
    public void A_capture_that_is_cut_off_gives_what_is_there_and_a_problem()
    {
        var bytes = Asking().Pcap();
        var read = ReadCapture.Bytes(bytes[..^20]);
        Assert.Equal("ends within a packet", Assert.Single(read.Problems).Reason);
        Assert.Equal("www.example.org", Assert.Single(read.Of("dns"))["query"]);
        var next = Asking().Pcapng();
        Assert.Equal("ends within a block", Assert.Single(ReadCapture.Bytes(next[..^20]).Problems).Reason);
    }

    [Fact]
    public void Behind_a_damaged_record_reading_goes_on()
    {
        var file = new CaptureFile();
        for (var i = 0; i < 10; i++) file.Add(i, Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.53", 17, Packet.Udp(40000 + i, 53, Packet.DnsQuery(i, $"n{i}.example.org")))));
        var bytes = file.Pcap();
        var size = (bytes.Length - 24) / 10;
        bytes.AsSpan(24 + 3 * size + 8, 4).Fill(0xFF);
        var read = ReadCapture.Bytes(bytes);
        Assert.Equal("header of a packet makes no sense", Assert.Single(read.Problems).Reason);
        Assert.Equal(9, read.Of("dns").Count());
    }

    [Fact]
    public void Fragments_are_put_together_in_any_order()
    {
        var whole = Packet.Udp(40000, 53, Packet.DnsQuery(7, "a-name-long-enough-for-three-fragments.example.org"));
        var file = new CaptureFile();
        foreach (var (at, length) in new[] { (48, whole.Length - 48), (0, 24), (24, 24) })
            file.Add(at, Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.53", 17, whole[at..(at + length)], at / 8 | (at == 48 ? 0 : 0x2000))));
        Assert.Equal("a-name-long-enough-for-three-fragments.example.org", Assert.Single(ReadCapture.Bytes(file.Pcap()).Of("dns"))["query"]);
    }

    [Fact]
    public void An_unknown_link_type_is_reported_once()
    {
        var read = ReadCapture.Bytes(Asking(147).Pcap());
        Assert.Equal(["2 packets of a link type that is not read", "holds no packets of IP"], read.Problems.Select(p => p.Reason));
    }

    [Fact]
    public void The_oldest_connection_makes_room()
    {
        var file = new CaptureFile();
        for (var i = 0; i < 50; i++) file.Add(i, Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.53", 17, Packet.Udp(40000 + i, 9999, [1]))));
        var sink = new Scanning.Collected();
        new CaptureReader(new CaptureOptions { MaxConnections = 8 }).Read(new EvidenceInput(EvidenceSource.None, new MemoryStream(file.Pcap())), sink, TestContext.Current.CancellationToken);
        Assert.Equal(50, sink.Of("conn").Count());
        Assert.Equal("40000", sink.Of("conn").First()["id.orig_p"]);
    }

    [Fact]
    public void The_same_capture_gives_the_same_names()
    {
        var bytes = Asking().Pcap();
        Assert.Equal(ReadCapture.Bytes(bytes).Values("uid"), ReadCapture.Bytes(bytes).Values("uid"));
        Assert.All(ReadCapture.Bytes(bytes).Values("uid"), uid => Assert.Matches("^C[0-9A-Za-z]{11}$", uid));
    }
}
