using Hoplite.Tests;
using Hoplite.Telemetry.Tests.Text;
using Hoplite.Telemetry.Text.Tables;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>The connections of recorded captures beside those that Zeek saw in them.</summary>
public sealed class ZeekOracleTests(ITestOutputHelper output)
{
    static readonly string[] Compared =
    [
        "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "duration", "orig_bytes", "resp_bytes", "conn_state", "local_orig", "local_resp",
        "missed_bytes", "history", "orig_pkts", "orig_ip_bytes", "resp_pkts", "resp_ip_bytes", "vlan", "inner_vlan", "ip_proto",
    ];

    static readonly (string Baseline, string Capture)[] Pairs =
    [
        ("core.mpls-in-vlan", "mpls-in-vlan.pcap"), ("core.pppoe", "pppoe.pcap"), ("core.tunnels.ayiya", "tunnels/ayiya3.pcap"),
        ("core.tunnels.gtp.opt_header", "tunnels/gtp/gtp6_gtp_0x32.pcap"), ("core.tunnels.teredo_bubble_with_payload", "tunnels/teredo_bubble_with_payload.pcap"),
        ("scripts.base.protocols.http.concurrent-range-requests", "http/concurrent-range-requests.pcap"),
        ("scripts.base.protocols.http.http-connect-with-header", "http/connect-with-header.pcap"),
        ("scripts.base.protocols.rdp.rdpeudp2-handshake-success", "rdp/rdpeudp2-handshake-success.pcap"),
        ("scripts.base.protocols.ssh.pre-banner", "ssh/server-pre-banner-data.pcap"), ("scripts.policy.protocols.conn.vlan-logging", "q-in-q.pcap"),
    ];

    [Fact]
    public void Connections_are_those_that_Zeek_sees()
    {
        var root = SharedData.Require("network/zeek/testing/btest");
        int lines = 0, extra = 0, full = 0, keys = 0, cells = 0, same = 0;
        foreach (var (baseline, capture) in Pairs)
        {
            var theirs = Reading.Read(File.ReadAllBytes(Path.Combine(root, "Baseline", baseline, "conn.log")), "conn.log", new ZeekReader()).Events;
            var ours = ReadCapture.File(Path.Combine(root, "Traces", capture)).Of("conn").ToList();
            foreach (var line in theirs)
            {
                lines++;
                var match = ours.Find(o => Key(o) == Key(line));
                output.WriteLine($"{baseline}: {Key(line)}: {(match is null ? "absent" : "")}");
                if (match is null) continue;
                keys++;
                ours.Remove(match);
                var hasVlan = baseline.Contains("vlan-logging", StringComparison.Ordinal);
                var differ = Compared.Where(name => hasVlan || !name.EndsWith("vlan", StringComparison.Ordinal)).Where(name => Value(match, name) != Value(line, name)).ToArray();
                cells += Compared.Length;
                same += Compared.Length - differ.Length;
                if (match.All("tunnel_parents").Count() != line.All("tunnel_parents").Count()) differ = [.. differ, "tunnel_parents"];
                if (differ.Length == 0) full++;
                foreach (var name in differ) output.WriteLine($"    {name}: ours {Value(match, name)}, theirs {Value(line, name)}");
            }

            foreach (var more in ours) output.WriteLine($"    ours only: {Key(more)} {Value(more, "conn_state")}");
            extra += ours.Count;
        }

        output.WriteLine($"{lines} lines, {keys} connections found, {full} agree fully, {same} of {cells} cells agree");
        Assert.Equal(0, extra);
        Assert.Equal(lines, keys);
        Assert.True(full >= 20, $"{full} of {lines}");
    }

    static string Key(EventRecord e) => string.Join(' ', Compared.Take(5).Select(n => e[n]));

    static string? Value(EventRecord e, string name) => e[name] switch { "true" => "T", "false" => "F", var text => text };
}
