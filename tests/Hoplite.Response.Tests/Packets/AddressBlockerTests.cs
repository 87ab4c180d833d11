using System.Net;
using Hoplite.Response.Netfilter;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Packets;

namespace Hoplite.Response.Tests.Netfilter.Packets;

public sealed class AddressBlockerTests
{
    [Theory]
    [InlineData("192.0.2.7")]
    [InlineData("2001:db8::7")]
    [InlineData("198.51.100.0/24")]
    [InlineData("2001:db8:7::/48")]
    public async Task A_block_is_done_seen_and_taken_back_to_the_last_byte(string target)
    {
        using var room = NetworkRoom.Open();
        room.Shell("nft add table ip other");
        var before = room.Ruleset;
        using var filter = room.In(PacketFilter.Open);
        var blocker = new AddressBlocker(filter, TimeProvider.System);
        var call = await blocker.CallAsync(Calls.Block(target));
        Assert.Equal(Effect.Absent, await blocker.VerifyAsync(call, default));
        await blocker.ActAsync(call, default);
        await blocker.ActAsync(call, default);
        Assert.Equal(Effect.Present, await blocker.VerifyAsync(call, default));
        Assert.Contains($"elements = {{ {target} timeout ", room.Ruleset, StringComparison.Ordinal);
        await blocker.UndoAsync(call, default);
        await blocker.UndoAsync(call, default);
        Assert.Equal(Effect.Absent, await blocker.VerifyAsync(call, default));
        Assert.Equal(before, room.Ruleset);
    }

    [Fact]
    public async Task A_block_that_was_there_keeps_its_own_time()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var (guest, other) = (IPNetwork.Parse("192.0.2.7/32"), IPNetwork.Parse("198.51.100.0/24"));
        filter.Put(FilterList.Blocked, [new FilterElement(guest, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(3)), new FilterElement(other, null, null)]);
        var blocker = new AddressBlocker(filter, TimeProvider.System);
        var longer = await blocker.CallAsync(Calls.Block("192.0.2.7"));
        await blocker.ActAsync(longer, default);
        Assert.InRange(filter.Find(FilterList.Blocked, guest)!.Remaining!.Value.TotalMinutes, 9, 10);
        await blocker.UndoAsync(longer, default);
        var found = filter.Find(FilterList.Blocked, guest)!;
        Assert.Equal(TimeSpan.FromMinutes(5), found.Timeout);
        Assert.InRange(found.Remaining!.Value.TotalMinutes, 2.8, 3);
        var shorter = await blocker.CallAsync(Calls.Block("198.51.100.0/24", 60));
        await blocker.ActAsync(shorter, default);
        Assert.Null(filter.Find(FilterList.Blocked, other)!.Remaining);
        await blocker.UndoAsync(shorter, default);
        Assert.Null(filter.Find(FilterList.Blocked, other)!.Remaining);
    }

    [Fact]
    public async Task Blocks_that_overlap_in_time_leave_nothing_and_an_empty_table_that_was_there_stays()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var blocker = new AddressBlocker(filter, TimeProvider.System);
        var first = await blocker.CallAsync(Calls.Block("192.0.2.7"));
        await blocker.ActAsync(first, default);
        var second = await blocker.CallAsync(Calls.Block("192.0.2.8"));
        await blocker.ActAsync(second, default);
        await blocker.UndoAsync(first, default);
        Assert.Equal(Effect.Present, await blocker.VerifyAsync(second, default));
        await blocker.UndoAsync(second, default);
        Assert.Equal("", room.Ruleset);
        filter.Ensure();
        var empty = room.Ruleset;
        var third = await blocker.CallAsync(Calls.Block("192.0.2.9"));
        await blocker.ActAsync(third, default);
        await blocker.UndoAsync(third, default);
        Assert.Equal(empty, room.Ruleset);
    }

    [Fact]
    public async Task The_commands_it_shows_do_the_same_and_take_it_back()
    {
        using var room = NetworkRoom.Open();
        using var other = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var blocker = new AddressBlocker(filter, TimeProvider.System);
        var lines = blocker.Rehearse(Calls.Block("198.51.100.0/24"));
        var there = lines.Take(lines.Count - 2).ToArray();
        other.Shell(string.Join(" && ", there));
        await blocker.ActAsync(await blocker.CallAsync(Calls.Block("198.51.100.0/24")), default);
        Assert.Equal(WithoutTimes(other.Ruleset), WithoutTimes(room.Ruleset));
        other.Shell(string.Join(" && ", lines.TakeLast(2)));
        Assert.Equal("", other.Ruleset);
        static string WithoutTimes(string ruleset) => System.Text.RegularExpressions.Regex.Replace(ruleset, "timeout \\S+ expires \\S+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_cannot_be_is_refused_in_a_sentence()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var blocker = new AddressBlocker(filter, TimeProvider.System);
        filter.Put(FilterList.Blocked, IPNetwork.Parse("10.1.0.0/16"), null);
        Assert.Contains("overlaps 10.1.0.0/16", blocker.Refuse(Calls.Block("10.0.0.0/8")), StringComparison.Ordinal);
        Assert.Null(blocker.Refuse(Calls.Block("10.1.0.0/16")));
        Assert.Contains("this machine itself", blocker.Refuse(Calls.Block("0.0.0.0/0")), StringComparison.Ordinal);
        Assert.Contains("this machine itself", blocker.Refuse(Calls.Block("127.0.0.1")), StringComparison.Ordinal);
        Assert.Contains("addresses", blocker.Refuse(Calls.Isolate("pc")), StringComparison.Ordinal);
        Assert.Contains("lease", blocker.Refuse(Calls.Block("10.1.0.0/16", 0)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_is_over_blocks_nothing()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        var blocker = new AddressBlocker(filter, TimeProvider.System);
        var call = await blocker.CallAsync(Calls.Block("192.0.2.7"));
        await Assert.ThrowsAsync<ResponderException>(async () => await blocker.ActAsync(call with { Expires = TimeProvider.System.GetUtcNow() }, default));
        Assert.Equal("", room.Ruleset);
    }
}
