using System.Net;
using Hoplite.Response.Netfilter;

namespace Hoplite.Response.Tests.Netfilter;

public sealed class PacketFilterTests
{
    static readonly IPNetwork Guest = IPNetwork.Parse("192.0.2.7/32"), GuestSix = IPNetwork.Parse("2001:db8::7/128"), Net = IPNetwork.Parse("198.51.100.0/24");

    [Fact]
    public void A_block_is_seen_by_nft_and_undoing_it_leaves_the_ruleset_as_it_was()
    {
        using var room = NetworkRoom.Open();
        room.Shell("nft -f -", "table ip other {\n chain c {\n type filter hook input priority 0;\n ct state established accept\n }\n}\n");
        var before = room.Ruleset;
        using var filter = room.In(PacketFilter.Open);
        Assert.Equal(TableUse.Absent, filter.Use());
        filter.Put(FilterList.Blocked, Guest, TimeSpan.FromHours(1));
        filter.Put(FilterList.Blocked, GuestSix, TimeSpan.FromHours(1));
        filter.Put(FilterList.Blocked, Net, TimeSpan.FromHours(1));
        filter.Put(FilterList.Blocked, IPNetwork.Parse("2001:db8:1::/48"), TimeSpan.FromHours(1));
        var during = room.Ruleset;
        Assert.Contains("elements = { 192.0.2.7 timeout 1h", during, StringComparison.Ordinal);
        Assert.Contains("elements = { 2001:db8::7 timeout 1h", during, StringComparison.Ordinal);
        Assert.Contains("elements = { 198.51.100.0/24 timeout 1h", during, StringComparison.Ordinal);
        Assert.Contains("elements = { 2001:db8:1::/48 timeout 1h", during, StringComparison.Ordinal);
        Assert.Contains("ip saddr @blocked4 counter packets 0 bytes 0 drop", during, StringComparison.Ordinal);
        Assert.Null(filter.WhyIdle());
        Assert.Equal(TableUse.Used, filter.Use());
        Assert.False(filter.RemoveIfEmpty());
        Assert.True(filter.Take(FilterList.Blocked, Guest));
        Assert.False(filter.Take(FilterList.Blocked, Guest));
        Assert.True(filter.Take(FilterList.Blocked, GuestSix));
        Assert.True(filter.Take(FilterList.Blocked, Net));
        Assert.True(filter.Take(FilterList.Blocked, IPNetwork.Parse("2001:db8:1::/48")));
        Assert.Equal(TableUse.Empty, filter.Use());
        Assert.True(filter.RemoveIfEmpty());
        Assert.Equal(before, room.Ruleset);
    }

    [Fact]
    public void Packets_of_a_blocked_address_do_not_arrive_and_running_flows_are_cut()
    {
        using var here = NetworkRoom.Open();
        using var there = NetworkRoom.Open();
        here.Join(there, "v0", "10.9.0.1/24", "10.9.0.2/24");
        here.Shell("nft -f -", "table inet other {\n chain c {\n type filter hook input priority 0; policy drop;\n ct state established accept\n tcp dport 80 accept\n }\n}\n");
        using var listener = here.Listen("10.9.0.1", 80);
        using var flow = there.Connect("10.9.0.1", 80);
        Assert.NotNull(flow);
        Assert.True(NetworkRoom.Echoes(flow));
        using var filter = here.In(PacketFilter.Open);
        filter.Put(FilterList.Blocked, IPNetwork.Parse("10.9.0.2/32"), TimeSpan.FromMinutes(1));
        Assert.False(NetworkRoom.Echoes(flow, 400));
        Assert.False(there.Reaches("10.9.0.1", 80, 400));
        Assert.Matches("ip saddr @blocked4 counter packets [1-9]", here.Ruleset);
        filter.Take(FilterList.Blocked, IPNetwork.Parse("10.9.0.2/32"));
        Assert.True(there.Reaches("10.9.0.1", 80));
        filter.Put(FilterList.Blocked, IPNetwork.Parse("10.9.0.0/30"), TimeSpan.FromMinutes(1));
        Assert.False(there.Reaches("10.9.0.1", 80, 400));
    }

    [Fact]
    public void The_kernel_lets_an_address_go_by_itself_when_its_time_is_over()
    {
        using var here = NetworkRoom.Open();
        using var there = NetworkRoom.Open();
        here.Join(there, "v0", "fd00:9::1/64", "fd00:9::2/64");
        using var listener = here.Listen("fd00:9::1", 80);
        Soon.Happens(() => there.Reaches("fd00:9::1", 80, 300));
        using (var filter = here.In(PacketFilter.Open)) filter.Put(FilterList.Blocked, IPNetwork.Parse("fd00:9::2/128"), TimeSpan.FromMilliseconds(1500));
        Assert.False(there.Reaches("fd00:9::1", 80, 300));
        Soon.Happens(() => there.Reaches("fd00:9::1", 80, 300));
    }

    [Fact]
    public void A_time_can_be_made_longer_and_shorter()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        foreach (var network in new[] { Guest, GuestSix, Net })
        {
            foreach (var minutes in new[] { 5, 60, 2 })
            {
                filter.Put(FilterList.Blocked, network, TimeSpan.FromMinutes(minutes));
                var found = filter.Find(FilterList.Blocked, network);
                Assert.NotNull(found);
                Assert.Equal(TimeSpan.FromMinutes(minutes), found.Timeout);
                Assert.InRange(found.Remaining!.Value, TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(minutes));
            }
            filter.Put(FilterList.Blocked, network, null);
            Assert.Equal(new FilterElement(network, null, null), filter.Find(FilterList.Blocked, network));
        }
    }

    [Fact]
    public void A_network_is_found_by_itself_alone_and_refused_where_it_overlaps()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        filter.Put(FilterList.Blocked, IPNetwork.Parse("10.0.0.0/8"), TimeSpan.FromHours(1));
        Assert.Null(filter.Find(FilterList.Blocked, IPNetwork.Parse("10.1.0.0/16")));
        Assert.Null(filter.Find(FilterList.Blocked, IPNetwork.Parse("10.0.0.0/9")));
        Assert.NotNull(filter.Find(FilterList.Blocked, IPNetwork.Parse("10.0.0.0/8")));
        foreach (var overlap in new[] { "10.1.0.0/16", "8.0.0.0/5", "10.0.0.0/9" })
            Assert.Contains("overlaps", Assert.Throws<NetfilterException>(() => filter.Put(FilterList.Blocked, IPNetwork.Parse(overlap), TimeSpan.FromHours(1))).Message, StringComparison.Ordinal);
        filter.Put(FilterList.Blocked, IPNetwork.Parse("255.0.0.0/8"), TimeSpan.FromHours(1));
        Assert.Equal(["10.0.0.0/8", "255.0.0.0/8"], filter.List(FilterList.Blocked).Select(e => e.Network.ToString()));
    }

    [Fact]
    public void A_range_that_somebody_put_in_by_hand_is_listed_as_networks_that_fill_it()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        filter.Ensure();
        room.Shell("nft add element inet hoplite blocked4_nets '{ 10.0.0.1-10.0.0.6, 255.255.255.254-255.255.255.255 timeout 1h }' && nft add element inet hoplite blocked6_nets '{ ffff:ffff::/32, ::/127 }'");
        Assert.Equal(["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32", "255.255.255.254/31", "::/127", "ffff:ffff::/32"], filter.List(FilterList.Blocked).Select(e => e.Network.ToString()));
    }

    [Fact]
    public void A_hundred_thousand_addresses_load_and_one_more_comes_and_goes()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var many = Enumerable.Range(0, 100_000).Select(i => new FilterElement(new IPNetwork(new IPAddress([11, (byte)(i >> 16), (byte)(i >> 8), (byte)i]), 32), TimeSpan.FromHours(1), null)).ToArray();
        filter.Put(FilterList.Blocked, many);
        filter.Put(FilterList.Blocked, Guest, TimeSpan.FromHours(1));
        Assert.NotNull(filter.Find(FilterList.Blocked, Guest));
        var listed = filter.List(FilterList.Blocked);
        Assert.Equal(100_001, listed.Count);
        Assert.Equal(many[99_999].Network, listed[^2].Network);
        Assert.True(filter.Take(FilterList.Blocked, Guest));
        filter.Put(FilterList.Blocked, many);
        filter.Clear(FilterList.Blocked);
        Assert.True(filter.RemoveIfEmpty());
        Assert.Equal("", room.Ruleset);
    }

    [Fact]
    public void A_table_of_an_earlier_run_is_used_again_and_one_that_is_not_ours_is_left_alone()
    {
        using var room = NetworkRoom.Open();
        using (var earlier = room.In(PacketFilter.Open)) earlier.Put(FilterList.Blocked, Guest, TimeSpan.FromHours(1));
        using (var later = room.In(PacketFilter.Open))
        {
            later.Put(FilterList.Blocked, GuestSix, TimeSpan.FromHours(1));
            Assert.Equal([Guest, GuestSix], later.List(FilterList.Blocked).Select(e => e.Network));
        }
        room.Shell("nft delete table inet hoplite && nft add table inet hoplite");
        var foreign = room.Ruleset;
        using var filter = room.In(PacketFilter.Open);
        Assert.Contains("missing", Assert.Throws<NetfilterException>(() => filter.Put(FilterList.Blocked, Guest, null)).Message, StringComparison.Ordinal);
        Assert.Equal(foreign, room.Ruleset);
    }

    [Fact]
    public void A_table_that_somebody_flushed_is_made_anew_and_a_changed_one_is_told()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        filter.Put(FilterList.Blocked, Guest, TimeSpan.FromHours(1));
        room.Shell("nft flush ruleset");
        filter.Put(FilterList.Blocked, Guest, TimeSpan.FromHours(1));
        Assert.NotNull(filter.Find(FilterList.Blocked, Guest));
        Assert.Null(filter.WhyIdle());
        room.Shell("nft flush chain inet hoplite input");
        Assert.Contains("changed", filter.WhyIdle(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_change_the_table_at_once_both_get_their_way()
    {
        using var room = NetworkRoom.Open();
        using var one = room.In(PacketFilter.Open);
        using var other = room.In(PacketFilter.Open);
        Parallel.ForEach([one, other], (filter, _, index) =>
        {
            for (var i = 0; i < 300; i++)
            {
                var network = new IPNetwork(new IPAddress([12, (byte)index, (byte)(i >> 8), (byte)i]), 32);
                filter.Put(FilterList.Blocked, network, TimeSpan.FromHours(1));
                if (i % 3 != 0) continue;
                filter.Take(FilterList.Blocked, network);
                filter.RemoveIfEmpty();
            }
        });
        Assert.Equal(400, one.List(FilterList.Blocked).Count);
    }

    [Fact]
    public void Without_the_right_it_says_which_is_missing()
    {
        using var room = NetworkRoom.Open();
        var said = room.In(() =>
        {
            Assert.Equal(0, Rights.GiveUp());
            using var filter = PacketFilter.Open();
            return Assert.Throws<NetfilterException>(() => filter.Put(FilterList.Blocked, Guest, TimeSpan.FromHours(1))).Message;
        });
        Assert.Contains("needs CAP_NET_ADMIN", said, StringComparison.Ordinal);
    }
}
