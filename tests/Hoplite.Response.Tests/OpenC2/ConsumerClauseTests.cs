using System.Net;
using System.Net.Sockets;
using System.Text;
using Hoplite.Response.OpenC2;

namespace Hoplite.Response.Tests.Netfilter.OpenC2;

/// <summary>The clauses 12 to 22 of SLPF 1.0 §3.2, on real nftables.</summary>
public sealed class ConsumerClauseTests
{
    static readonly OpenC2Target NetFour = new NetTarget(IPNetwork.Parse("10.9.0.2/32")), NetSix = new NetTarget(IPNetwork.Parse("fd00:9::/64"));

    [Fact]
    public void Clause_12_baseline_consumer()
    {
        using var rig = new ConsumerRig();
        Assert.Equal("""{"status":200}""", Raw(rig, """{"action":"query","target":{"features":[]}}"""));
        Assert.Equal("""{"status":200,"results":{"versions":["1.0"],"profiles":["slpf"],"pairs":{"allow":["ipv4_net","ipv6_net","ipv4_connection","ipv6_connection"],"deny":["ipv4_net","ipv6_net","ipv4_connection","ipv6_connection"],"query":["features"],"delete":["slpf:rule_number"],"update":["file"]},"rate_limit":600}}""", Raw(rig, """{"action":"query","target":{"features":["versions","profiles","pairs","rate_limit"]}}"""));
        foreach (var (wanted, status) in new (string, int?)[] { ("none", null), ("ack", 102), ("status", 200), ("complete", 200) })
        {
            var before = rig.Slpf.Numbers.Count;
            var response = rig.Send($$"""{"action":"deny","target":{"ipv4_net":"192.0.2.0/24"},"args":{"response_requested":"{{wanted}}"} }""");
            Assert.Equal(status, response?.Status);
            Assert.Equal(wanted == "complete", response?.Results?.RuleNumber is not null);
            Assert.Equal(before + 1, rig.Slpf.Numbers.Count);
        }
        Assert.NotNull(rig.Send("""{"action":"deny","target":{"ipv4_net":"192.0.2.0/24"}}""")!.Results!.RuleNumber);
        Assert.Null(rig.Send("""{"action":"scan","target":{"features":[]},"args":{"response_requested":"none"}}"""));
        Assert.Equal(501, rig.Send("""{"action":"scan","target":{"features":[]}}""")!.Status);
        Assert.Equal(501, rig.Send("""{"action":"deny","target":{"domain_name":"example.com"}}""")!.Status);
        Assert.Equal(501, rig.Send("""{"action":"deny","target":{"ipv4_net":"192.0.2.0/24"},"args":{"colour":"red"}}""")!.Status);
        Assert.Equal(400, rig.Send("""{"action":"deny","target":{"ip_conection":{}}}""")!.Status);
        Assert.Equal(404, rig.Send("""{"action":"deny","target":{"ipv4_net":"192.0.2.0/24"},"actuator":{"slpf":{"asset_id":"31"}}}""")!.Status);
        Assert.Equal(501, rig.Send("""{"action":"query","target":{"features":[]},"args":{"start_time":1}}""")!.Status);
    }

    [Fact]
    public void Clause_13_ip_version_4_connection_consumer() => Connections(4, "10.9.0.2/32", "10.9.0.1/32");

    [Fact]
    public void Clause_14_ip_version_6_connection_consumer() => Connections(6, "fd00:9::2/128", "fd00:9::1/128");

    [Fact]
    public void Clause_15_ip_version_4_net_consumer() => Nets(4, NetFour);

    [Fact]
    public void Clause_16_ip_version_6_net_consumer() => Nets(6, NetSix);

    [Fact]
    public void Clause_17_update_file_consumer()
    {
        using var rig = new ConsumerRig();
        var old = rig.Make(SlpfCommands.Deny(NetSix));
        File.WriteAllBytes(Path.Combine(rig.Rules, "rules.json"), OpenC2Writer.Commands([SlpfCommands.Deny(SlpfCommands.Connection(destinationPort: 81, protocol: Layer4Protocol.Tcp)), SlpfCommands.Allow(NetFour)]));
        File.WriteAllBytes(Path.Combine(rig.Rules, "wrong.json"), OpenC2Writer.Commands([SlpfCommands.Deny(NetFour), SlpfCommands.Query()]));
        Assert.Contains("cannot access file", rig.Send(SlpfCommands.Update("none.json"), 500).StatusText, StringComparison.Ordinal);
        Assert.Contains("cannot access file", rig.Send(SlpfCommands.Update("passwd", "/etc"), 500).StatusText, StringComparison.Ordinal);
        Assert.Contains("cannot access file", rig.Send(SlpfCommands.Update("../slpf.json"), 500).StatusText, StringComparison.Ordinal);
        File.CreateSymbolicLink(Path.Combine(rig.Rules, "link.json"), Path.Combine(rig.Rules, "rules.json"));
        rig.Send(SlpfCommands.Update("link.json"), 500);
        rig.Send(SlpfCommands.Update("wrong.json"), 500);
        Assert.Equal([old], rig.Slpf.Numbers);
        Assert.False(rig.Reaches(6));
        rig.Send(SlpfCommands.Update("rules.json", rig.Rules));
        Assert.DoesNotContain(old, rig.Slpf.Numbers);
        Assert.Equal(2, rig.Slpf.Numbers.Count);
        Assert.True(rig.Gets(6));
        Assert.Equal(501, rig.Send("""{"action":"update","target":{"file":{"name":"rules.json"}},"args":{"duration":1000}}""")!.Status);
        Assert.Equal(400, rig.Send("""{"action":"update","target":{"file":{}}}""")!.Status);
        rig.Send(SlpfCommands.Update("rules.json", args: new OpenC2Args { StartTime = rig.Clock.GetUtcNow().AddHours(1) }));
        rig.Make(SlpfCommands.Deny(NetSix));
        rig.Clock.Advance(TimeSpan.FromHours(1.1));
        Assert.Null(rig.Slpf.Failure);
        Assert.Equal(2, rig.Slpf.Numbers.Count);
    }

    [Fact]
    public void Clause_18_delete_rule_number_consumer()
    {
        using var rig = new ConsumerRig();
        var first = rig.Make(SlpfCommands.Deny(NetFour));
        var second = rig.Make(SlpfCommands.Deny(NetFour, new OpenC2Args { InsertRule = 1234 }));
        Assert.Equal(1234, second);
        Assert.Equal("Rule number currently in use", rig.Send(SlpfCommands.Deny(NetSix, new OpenC2Args { InsertRule = 1234 }), 501).StatusText);
        rig.Send(SlpfCommands.Delete(first));
        Assert.False(rig.Reaches(4));
        rig.Send(SlpfCommands.Delete(second));
        Assert.True(rig.Gets(4));
        Assert.Contains("firewall rule not removed or updated", rig.Send(SlpfCommands.Delete(second), 500).StatusText, StringComparison.Ordinal);
        Assert.Equal(400, rig.Send("""{"action":"delete","target":{"slpf:rule_number":"x"}}""")!.Status);
        Assert.Equal(501, rig.Send("""{"action":"delete","target":{"ipv4_net":"192.0.2.0/24"}}""")!.Status);
        Assert.Equal(501, rig.Send("""{"action":"delete","target":{"slpf:rule_number":1},"args":{"slpf":{"persistent":true}}}""")!.Status);
        Assert.Equal(rig.Before, rig.Here.Ruleset);
        Assert.True(rig.Make(SlpfCommands.Deny(NetFour)) > second);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clause_19_persistent_consumer(bool isMachine)
    {
        using var rig = new ConsumerRig();
        var kept = rig.Make(SlpfCommands.Deny(NetFour));
        var gone = rig.Make(SlpfCommands.Deny(NetSix, new OpenC2Args { Persistent = false }));
        Assert.False(rig.Reaches(4) || rig.Reaches(6));
        rig.Restart(isMachine);
        Assert.Equal([kept], rig.Slpf.Numbers);
        Assert.False(rig.Reaches(4));
        Assert.True(rig.Gets(6));
        Assert.True(rig.Make(SlpfCommands.Deny(NetSix, new OpenC2Args { Persistent = true })) > kept);
        Assert.Contains("slpf " + kept, rig.Here.Ruleset, StringComparison.Ordinal);
        Assert.NotEqual(kept, gone);
    }

    [Fact]
    public void Clause_20_direction_consumer()
    {
        using var rig = new ConsumerRig();
        var (there, back) = (SlpfCommands.Connection(destinationPort: 80, protocol: Layer4Protocol.Tcp), SlpfCommands.Connection(sourcePort: 80, protocol: Layer4Protocol.Tcp));
        foreach (var (target, direction, isCut) in new (ConnectionTarget, Direction?, bool)[] { (there, Direction.Ingress, true), (there, Direction.Egress, false), (back, Direction.Ingress, false), (back, Direction.Egress, true), (there, Direction.Both, true), (back, null, true) })
        {
            var number = rig.Make(SlpfCommands.Deny(target, new OpenC2Args { Direction = direction }));
            Assert.True(isCut ? !rig.Reaches(4) : rig.Gets(4));
            rig.Send(SlpfCommands.Delete(number));
        }
    }

    [Fact]
    public void Clause_21_drop_process_consumer()
    {
        using var rig = new ConsumerRig();
        var target = SlpfCommands.Connection(destination: IPNetwork.Parse("10.9.0.1/32"), destinationPort: 80, protocol: Layer4Protocol.Tcp);
        foreach (var silent in new DropProcess?[] { null, DropProcess.None })
        {
            var number = rig.Make(SlpfCommands.Deny(target, new OpenC2Args { DropProcess = silent }));
            Assert.False(rig.Reaches(4));
            Assert.Null(rig.There.LastRefusal);
            rig.Send(SlpfCommands.Delete(number));
        }
        var reject = rig.Make(SlpfCommands.Deny(target, new OpenC2Args { DropProcess = DropProcess.Reject }));
        Assert.False(rig.Reaches(4, milliseconds: 2000));
        Assert.Equal(SocketError.HostUnreachable, rig.There.LastRefusal?.SocketErrorCode);
        rig.Send(SlpfCommands.Delete(reject));
        rig.Make(SlpfCommands.Deny(target, new OpenC2Args { DropProcess = DropProcess.FalseAck, Direction = Direction.Ingress }));
        using (var socket = rig.There.Connect("10.9.0.1", 80))
        {
            Assert.NotNull(socket);
            Assert.False(NetworkRoom.Echoes(socket, 300));
        }
        Assert.True(rig.Gets(4, 81));
        Assert.Equal(501, rig.Send("""{"action":"deny","target":{"ipv4_net":"192.0.2.0/24"},"args":{"slpf":{"drop_process":"false_ack"}}}""")!.Status);
        Assert.Equal(501, rig.Send("""{"action":"allow","target":{"ipv4_net":"192.0.2.0/24"},"args":{"slpf":{"drop_process":"none"}}}""")!.Status);
    }

    [Fact]
    public void Clause_22_temporal_consumer()
    {
        using var rig = new ConsumerRig();
        DateTimeOffset In(double hours) => DateTimeOffset.FromUnixTimeMilliseconds(rig.Clock.GetUtcNow().AddHours(hours).ToUnixTimeMilliseconds());
        rig.Make(SlpfCommands.Deny(NetFour, new OpenC2Args { StartTime = In(1), Duration = TimeSpan.FromHours(1) }));
        rig.Make(SlpfCommands.Deny(NetSix, new OpenC2Args { StopTime = In(2.5) }));
        Assert.True(rig.Gets(4));
        Assert.False(rig.Reaches(6));
        rig.Clock.Advance(TimeSpan.FromHours(1.2));
        Assert.False(rig.Reaches(4) || rig.Reaches(6));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(rig.Gets(4));
        Assert.False(rig.Reaches(6));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(rig.Gets(6));
        Assert.Equal(rig.Before, rig.Here.Ruleset);
        var number = rig.Make(SlpfCommands.Deny(NetFour));
        rig.Send(SlpfCommands.Delete(number, new OpenC2Args { StartTime = In(1), StopTime = In(2) }));
        Assert.False(rig.Reaches(4));
        rig.Clock.Advance(TimeSpan.FromHours(1.1));
        Assert.True(rig.Gets(4));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(rig.Reaches(4));
        rig.Send(SlpfCommands.Delete(number, new OpenC2Args { StartTime = In(1) }));
        rig.Clock.Advance(TimeSpan.FromHours(1.1));
        Assert.True(rig.Gets(4));
        Assert.Equal(500, rig.Send("""{"action":"deny","target":{"ipv4_net":"192.0.2.0/24"},"args":{"start_time":1534775460000,"duration":500}}""")!.Status);
        Assert.Equal(400, rig.Send("""{"action":"deny","target":{"ipv4_net":"192.0.2.0/24"},"args":{"start_time":1,"stop_time":2,"duration":1}}""")!.Status);
    }

    [Fact]
    public void The_kernel_ends_a_rule_by_itself_when_nobody_is_there_to()
    {
        using var rig = new ConsumerRig();
        rig.Make(SlpfCommands.Deny(NetFour, new OpenC2Args { Duration = TimeSpan.FromMilliseconds(1500) }));
        Assert.False(rig.Reaches(4));
        rig.Slpf.Dispose();
        Soon.Happens(() => rig.Reaches(4));
    }

    [Theory]
    [InlineData("nft flush ruleset")]
    [InlineData("nft flush chain inet hoplite rules_input")]
    public void Rules_that_somebody_took_out_are_put_back(string command)
    {
        using var rig = new ConsumerRig();
        rig.Make(SlpfCommands.Deny(NetFour, new OpenC2Args { Direction = Direction.Ingress }));
        rig.Make(SlpfCommands.Deny(SlpfCommands.Connection(destinationPort: 80, protocol: Layer4Protocol.Tcp, isSix: true), new OpenC2Args { Direction = Direction.Ingress }));
        Assert.Equal(0, rig.Slpf.Repair());
        rig.Here.Shell(command);
        Assert.True(rig.Gets(4));
        Assert.Equal(2, rig.Slpf.Repair());
        Assert.False(rig.Reaches(4) || rig.Reaches(6));
        Assert.Equal(0, rig.Slpf.Repair());
    }

    static void Connections(int version, string there, string here)
    {
        using var rig = new ConsumerRig();
        var (client, server) = (IPNetwork.Parse(there), IPNetwork.Parse(here));
        OpenC2Target[] cut =
        [
            SlpfCommands.Connection(client, null, server, 80, Layer4Protocol.Tcp), SlpfCommands.Connection(source: client), SlpfCommands.Connection(destination: server),
            SlpfCommands.Connection(destinationPort: 80, isSix: version == 6), SlpfCommands.Connection(protocol: Layer4Protocol.Tcp, isSix: version == 6), SlpfCommands.Connection(sourcePort: 80, protocol: Layer4Protocol.Tcp, isSix: version == 6),
        ];
        OpenC2Target[] others = [SlpfCommands.Connection(client, 9, server, 80, Layer4Protocol.Tcp), SlpfCommands.Connection(destinationPort: 80, protocol: Layer4Protocol.Udp, isSix: version == 6), SlpfCommands.Connection(protocol: Layer4Protocol.Tcp, isSix: version != 6), SlpfCommands.Connection(source: client, protocol: Layer4Protocol.Icmp)];
        foreach (var target in cut)
        {
            var deny = rig.Make(SlpfCommands.Deny(target));
            Assert.False(rig.Reaches(version));
            var allow = rig.Make(SlpfCommands.Allow(target));
            Assert.True(rig.Gets(version));
            rig.Send(SlpfCommands.Delete(allow));
            Assert.False(rig.Reaches(version));
            rig.Send(SlpfCommands.Delete(deny));
            Assert.True(rig.Gets(version));
        }
        foreach (var target in others)
        {
            var deny = rig.Make(SlpfCommands.Deny(target));
            Assert.True(rig.Gets(version));
            rig.Send(SlpfCommands.Delete(deny));
        }
        Assert.Equal(rig.Before, rig.Here.Ruleset);
    }

    static void Nets(int version, OpenC2Target net)
    {
        using var rig = new ConsumerRig();
        foreach (var direction in new Direction?[] { null, Direction.Ingress, Direction.Egress })
        {
            var deny = rig.Make(SlpfCommands.Deny(net, new OpenC2Args { Direction = direction }));
            Assert.False(rig.Reaches(version));
            Assert.True(rig.Gets(10 - version));
            var allow = rig.Make(SlpfCommands.Allow(net));
            Assert.True(rig.Gets(version));
            rig.Send(SlpfCommands.Delete(allow));
            rig.Send(SlpfCommands.Delete(deny));
        }
        Assert.Equal(rig.Before, rig.Here.Ruleset);
    }

    static string Raw(ConsumerRig rig, string json)
    {
        var answer = rig.Consumer.Answer("Application/OpenC2+json; version=1.0", "4a", Encoding.UTF8.GetBytes(json));
        Assert.Equal((OpenC2ContentType.Message, "4a"), (answer.ContentType, answer.RequestId));
        return Encoding.UTF8.GetString(answer.Body.Span);
    }
}
