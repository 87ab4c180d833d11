using System.Net;
using Hoplite.Response.Netfilter;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Packets;

namespace Hoplite.Response.Tests.Netfilter.Packets;

public sealed class HostIsolatorTests
{
    static readonly IPAddress[] Lifelines = [IPAddress.Parse("10.9.3.2")];

    [Fact]
    public async Task A_running_connection_through_the_router_is_cut_and_the_lifeline_still_answers()
    {
        using var router = NetworkRoom.Open();
        using var machine = Leg(router, 1);
        using var server = Leg(router, 2);
        using var lifeline = Leg(router, 3);
        router.Shell("echo 1 > /proc/sys/net/ipv4/ip_forward");
        router.Shell("nft -f -", "table inet other {\n chain c {\n type filter hook forward priority 0; policy accept;\n ct state established accept\n }\n}\n");
        var before = WithoutCounts(router.Ruleset);
        using var web = server.Listen("10.9.2.2", 80);
        using var management = lifeline.Listen("10.9.3.2", 80);
        using var ssh = machine.Listen("10.9.1.2", 22);
        using var flow = machine.Connect("10.9.2.2", 80);
        Assert.NotNull(flow);
        Assert.True(NetworkRoom.Echoes(flow));
        using var filter = router.In(PacketFilter.Open);
        var isolator = new HostIsolator(filter, name => name == "pc" ? [IPAddress.Parse("10.9.1.2")] : [], Lifelines, TimeProvider.System);
        var call = await isolator.CallAsync(Calls.Isolate("pc"));
        await isolator.ActAsync(call, default);
        Assert.Equal(Effect.Present, await isolator.VerifyAsync(call, default));
        Assert.False(NetworkRoom.Echoes(flow, 400));
        Assert.False(machine.Reaches("10.9.2.2", 80, 400));
        Assert.False(server.Reaches("10.9.1.2", 22, 400));
        Assert.True(machine.Reaches("10.9.3.2", 80));
        Assert.True(lifeline.Reaches("10.9.1.2", 22));
        Assert.True(lifeline.Reaches("10.9.2.2", 80));
        await isolator.UndoAsync(call, default);
        Assert.True(machine.Reaches("10.9.2.2", 80));
        Assert.Equal(before, WithoutCounts(router.Ruleset));
    }

    [Fact]
    public async Task Isolations_that_overlap_in_time_keep_their_lifelines_and_leave_nothing()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var isolator = new HostIsolator(filter, name => [IPAddress.Parse(name == "pc" ? "10.9.1.2" : "2001:db8::2")], Lifelines, TimeProvider.System);
        var first = await isolator.CallAsync(Calls.Isolate("pc"));
        await isolator.ActAsync(first, default);
        var second = await isolator.CallAsync(Calls.Isolate("laptop", 1200));
        await isolator.ActAsync(second, default);
        await isolator.UndoAsync(first, default);
        Assert.Equal(Effect.Absent, await isolator.VerifyAsync(first, default));
        Assert.Equal(Effect.Present, await isolator.VerifyAsync(second, default));
        Assert.True(filter.List(FilterList.Lifelines).Single().Remaining > filter.List(FilterList.Isolated).Single().Remaining);
        await isolator.UndoAsync(second, default);
        Assert.Equal("", room.Ruleset);
    }

    [Fact]
    public void A_machine_without_an_address_and_a_lifeline_are_refused()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var isolator = new HostIsolator(filter, name => name == "dns" ? [IPAddress.Parse("::ffff:10.9.3.2")] : [], Lifelines, TimeProvider.System);
        Assert.Contains("no address of pc is known", isolator.Refuse(Calls.Isolate("pc")), StringComparison.Ordinal);
        Assert.Contains("lifeline", isolator.Refuse(Calls.Isolate("dns")), StringComparison.Ordinal);
    }

    static NetworkRoom Leg(NetworkRoom router, int number)
    {
        var room = NetworkRoom.Open();
        router.Join(room, $"v{number}", $"10.9.{number}.1/24", $"10.9.{number}.2/24");
        room.Shell($"ip route add default via 10.9.{number}.1");
        return room;
    }

    static string WithoutCounts(string ruleset) => System.Text.RegularExpressions.Regex.Replace(ruleset, "packets \\d+ bytes \\d+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
