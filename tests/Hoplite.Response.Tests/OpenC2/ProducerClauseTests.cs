using System.Net;
using System.Security.Authentication;
using System.Text;
using Hoplite.Response.OpenC2;

namespace Hoplite.Response.Tests.Netfilter.OpenC2;

/// <summary>The clauses 1 to 11 of SLPF 1.0 §3.1; each command that is built is also done by a consumer on real nftables.</summary>
public sealed class ProducerClauseTests
{
    static readonly OpenC2Target NetFour = new NetTarget(IPNetwork.Parse("192.0.2.0/24")), NetSix = new NetTarget(IPNetwork.Parse("2001:db8::/32"));

    static readonly OpenC2Target[] All =
    [
        NetFour, NetSix, SlpfCommands.Connection(IPNetwork.Parse("192.0.2.7/32"), 10996, IPNetwork.Parse("198.51.100.0/24"), 80, Layer4Protocol.Tcp),
        SlpfCommands.Connection(IPNetwork.Parse("2001:db8::7/128"), null, null, 53, Layer4Protocol.Udp),
    ];

    [Fact]
    public async Task Clause_1_baseline_producer()
    {
        using var rig = new ConsumerRig();
        using var server = new HttpsConsumer(rig.Consumer.Answer);
        using var producer = new OpenC2Producer(server.Address, new ProducerOptions { Certificate = server.Client, Authority = server.Server, Name = "producer" }, TimeProvider.System);
        Assert.Equal("""{"action":"query","target":{"features":["versions","pairs"]}}""", Json(SlpfCommands.Query(OpenC2Feature.Versions, OpenC2Feature.Pairs, OpenC2Feature.Versions)));
        var answer = await producer.SendAsync(SlpfCommands.Query(OpenC2Feature.Versions, OpenC2Feature.Profiles), default);
        Assert.Equal(["1.0"], answer!.Results!.Versions!);
        Assert.Equal(["slpf"], answer.Results.Profiles!);
        Assert.StartsWith("POST /.well-known/openc2 HTTP/1.1\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.Matches("(?i)\r\ncontent-type: application/openc2\\+json; ?version=1\\.0\r\n", server.LastRequest);
        Assert.Matches("(?i)\r\nx-request-id: [0-9a-f-]{36}\r\n", server.LastRequest);
        Assert.True(server.LastProtocol >= SslProtocols.Tls12);
        Assert.Equal("CN=producer", server.LastClient);
        foreach (var target in All)
        {
            foreach (var wanted in Enum.GetValues<ResponseType>())
            {
                var response = await producer.SendAsync(SlpfCommands.Deny(target, new OpenC2Args { ResponseRequested = wanted }), default);
                Assert.Equal(wanted switch { ResponseType.None => null, ResponseType.Ack => 102, _ => 200 }, response?.Status);
            }
        }
        Assert.Equal(16, rig.Slpf.Numbers.Count);
    }

    [Fact]
    public void Clause_2_ip_version_4_connection_producer() => AllowAndDeny(All[2], """{"ipv4_connection":{"protocol":"tcp","src_addr":"192.0.2.7","src_port":10996,"dst_addr":"198.51.100.0/24","dst_port":80}}""");

    [Fact]
    public void Clause_3_ip_version_6_connection_producer() => AllowAndDeny(All[3], """{"ipv6_connection":{"protocol":"udp","src_addr":"2001:db8::7","dst_port":53}}""");

    [Fact]
    public void Clause_4_ip_version_4_net_producer() => AllowAndDeny(NetFour, """{"ipv4_net":"192.0.2.0/24"}""");

    [Fact]
    public void Clause_5_ip_version_6_net_producer() => AllowAndDeny(NetSix, """{"ipv6_net":"2001:db8::/32"}""");

    [Fact]
    public void Clause_6_update_file_producer()
    {
        using var rig = new ConsumerRig();
        File.WriteAllBytes(Path.Combine(rig.Rules, "r.json"), OpenC2Writer.Commands(All.Select(t => SlpfCommands.Deny(t))));
        var command = SlpfCommands.Update("r.json", rig.Rules);
        Assert.Equal($$"""{"action":"update","target":{"file":{"name":"r.json","path":"{{rig.Rules}}"} },"args":{"response_requested":"complete"},"actuator":{"slpf":{} } }""".Replace("} }", "}}", StringComparison.Ordinal).Replace("} }", "}}", StringComparison.Ordinal), Json(command));
        rig.Send(command);
        Assert.Equal(4, rig.Slpf.Numbers.Count);
        Assert.Throws<ArgumentException>(() => SlpfCommands.Update("r.json", args: new OpenC2Args { Persistent = true }));
        Assert.Throws<ArgumentException>(() => SlpfCommands.Update("r.json", args: new OpenC2Args { ResponseRequested = ResponseType.Status }));
    }

    [Fact]
    public void Clause_7_delete_rule_number_producer()
    {
        using var rig = new ConsumerRig();
        var number = rig.Make(SlpfCommands.Deny(NetFour, new OpenC2Args { InsertRule = 77 }));
        Assert.Equal(77, number);
        Assert.Equal("""{"action":"delete","target":{"slpf:rule_number":77},"args":{"response_requested":"complete"},"actuator":{"slpf":{}}}""", Json(SlpfCommands.Delete(77)));
        rig.Send(SlpfCommands.Delete(77));
        Assert.Empty(rig.Slpf.Numbers);
        Assert.Throws<ArgumentException>(() => SlpfCommands.Delete(-1));
        Assert.Throws<ArgumentException>(() => SlpfCommands.Delete(77, new OpenC2Args { InsertRule = 3 }));
        Assert.Throws<ArgumentException>(() => SlpfCommands.Deny(NetFour, new OpenC2Args { InsertRule = 3, ResponseRequested = ResponseType.Ack }));
    }

    [Fact]
    public void Clause_8_persistent_producer() => Options(new OpenC2Args { Persistent = false }, "\"slpf\":{\"persistent\":false}", isForAllow: true);

    [Fact]
    public void Clause_9_direction_producer() => Options(new OpenC2Args { Direction = Direction.Egress }, "\"slpf\":{\"direction\":\"egress\"}", isForAllow: true);

    [Fact]
    public void Clause_10_drop_process_producer() => Options(new OpenC2Args { DropProcess = DropProcess.Reject }, "\"slpf\":{\"drop_process\":\"reject\"}", isForAllow: false);

    [Fact]
    public void Clause_11_temporal_producer()
    {
        var (start, stop) = (DateTimeOffset.FromUnixTimeMilliseconds(4_000_000_000_000), DateTimeOffset.FromUnixTimeMilliseconds(4_000_000_060_000));
        Options(new OpenC2Args { StartTime = start, Duration = TimeSpan.FromMinutes(1) }, "\"start_time\":4000000000000,\"duration\":60000", isForAllow: true);
        Options(new OpenC2Args { StartTime = start, StopTime = stop }, "\"start_time\":4000000000000,\"stop_time\":4000000060000", isForAllow: true);
        Assert.Contains("\"stop_time\":4000000060000", Json(SlpfCommands.Delete(1, new OpenC2Args { StopTime = stop })), StringComparison.Ordinal);
        Assert.Contains("\"start_time\":4000000000000", Json(SlpfCommands.Update("r", args: new OpenC2Args { StartTime = start })), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SlpfCommands.Update("r", args: new OpenC2Args { Duration = TimeSpan.FromMinutes(1) }));
        Assert.Throws<ArgumentException>(() => SlpfCommands.Deny(NetFour, new OpenC2Args { StartTime = start, StopTime = stop, Duration = TimeSpan.FromMinutes(1) }));
        Assert.Throws<ArgumentException>(() => SlpfCommands.Deny(NetFour, new OpenC2Args { StartTime = stop, StopTime = start }));
    }

    static void Options(OpenC2Args args, string json, bool isForAllow)
    {
        using var rig = new ConsumerRig();
        foreach (var target in All)
        {
            var deny = SlpfCommands.Deny(target, args);
            Assert.Contains(json, Json(deny), StringComparison.Ordinal);
            rig.Make(deny);
            if (isForAllow) rig.Make(SlpfCommands.Allow(target, args));
            else Assert.Throws<ArgumentException>(() => SlpfCommands.Allow(target, args));
        }
    }

    static void AllowAndDeny(OpenC2Target target, string json)
    {
        using var rig = new ConsumerRig();
        foreach (var command in new[] { SlpfCommands.Allow(target), SlpfCommands.Deny(target) })
        {
            Assert.Equal($"{{\"action\":\"{(command.Action == OpenC2Action.Allow ? "allow" : "deny")}\",\"target\":{json},\"args\":{{\"response_requested\":\"complete\"}},\"actuator\":{{\"slpf\":{{}}}}}}", Json(command));
            Assert.True(rig.Make(command) > 0);
        }
    }

    static string Json(OpenC2Command command) => Encoding.UTF8.GetString(OpenC2Writer.Command(command));
}
