using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Hosting;
using Hoplite.Store.Hunting;
using Hoplite.Telemetry.Entities;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>Looking for what has just become known in events that are stored already.</summary>
public sealed class RetroHuntTests
{
    const string Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    const string Md5 = "098f6bcd4621d373cade4e832627b4f6";
    const string Old = "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3";
    const string Url = "http://drop.attacker-site.net/Stage/two.bin?x=\"1\"";

    [Fact]
    public async Task Web_addresses_and_hashes_are_found_in_what_was_stored_before_they_were_known_and_not_beyond_the_days_asked_for()
    {
        await using var site = await PlatformSite.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        await site.SendAsync(
            Event(now.AddDays(-40), "ws1", "Hashes", $"SHA1={Old.ToUpperInvariant()}"),
            Event(now.AddDays(-3), "ws1", "Hashes", $"MD5={Md5.ToUpperInvariant()},SHA256={Sha256.ToUpperInvariant()},IMPHASH=00000000000000000000000000000000"),
            Event(now.AddDays(-2), "ws2", "Hashes", $"SHA256={Sha256}"),
            Event(now.AddDays(-2), "ws2", "sha256", Sha256 + "00"),
            Event(now.AddDays(-1), "ws3", "url", Url.Replace("drop", "DROP", StringComparison.Ordinal)),
            Event(now.AddDays(-1), "ws3", "url", Url + "/more"));

        // An engine of its own: the other remembers for a while which fields there are.
        var engine = new HuntEngine(site.Server.Platform.Events, TimeProvider.System);
        await site.UntilAsync(Base, _ => Convert.ToInt64(engine.Run("events | count").Rows[0][0], CultureInfo.InvariantCulture) == 6);
        var room = site.Room();
        var wanted = new[] { Named.Of(NamedKind.Hash, Old), Named.Of(NamedKind.Hash, Sha256), Named.Of(NamedKind.Hash, Md5), Named.Of(NamedKind.Url, Url), Named.Of(NamedKind.Url, "http://never.attacker-site.net/") };
        foreach (var named in wanted) room.Settle(named, isBad: true, "ada");

        await site.UntilAsync(Base, o => o["retro"]!.AsArray().Count == 3);
        Assert.Equal(new LocalUse(2, 2, 2), room.Hits.RetroOf(MatchTables.IdOf(wanted[1]))!.Use);
        Assert.Equal(new LocalUse(1, 1, 1), room.Hits.RetroOf(MatchTables.IdOf(wanted[2]))!.Use);
        Assert.Equal(new LocalUse(1, 1, 1), room.Hits.RetroOf(MatchTables.IdOf(wanted[3]))!.Use);
        var detail = (await site.Admin.GetAsync($"{Base}/indicators/{MatchTables.IdOf(wanted[1])}")).Json!;
        Assert.Equal(2, (int)detail["use"]!["hosts"]!);
        Assert.Equal(100, (double)detail["indicator"]!["score"]!);
    }

    [Fact]
    public async Task Networks_mail_addresses_and_names_below_a_domain_are_found_too()
    {
        await using var site = await PlatformSite.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        await site.SendAsync([.. new[] { "45.155.205.7", "45.155.205.255", "45.155.206.1", "3fff:1:2:abcd::9", "3fff:1:20::9" }.Select(a => Zeek(now, "conn", $"\"id.resp_h\":\"{a}\",\"id.resp_p\":443,\"proto\":\"tcp\",\"conn_state\":\"SF\""))]);
        await site.SendAsync([.. new[] { "a.b.Attacker-site.net", "attacker-site.net", "not-attacker-site.net" }.Select(n => Zeek(now, "dns", $"\"id.resp_h\":\"10.0.0.53\",\"id.resp_p\":53,\"proto\":\"udp\",\"query\":\"{n}\",\"qtype_name\":\"A\""))]);
        await site.SendAsync(Event(now.AddDays(-1), "ws2", "SenderAddress", "Eve <EVE@attacker-mail.net>"), Event(now.AddDays(-1), "ws2", "SenderAddress", "notEVE@attacker-mail.net"));
        var engine = new HuntEngine(site.Server.Platform.Events, TimeProvider.System);
        await site.UntilAsync(Base, _ => Convert.ToInt64(engine.Run("events | count").Rows[0][0], CultureInfo.InvariantCulture) == 10);
        var room = site.Room();
        var wanted = new[] { Named.Of(NamedKind.Network, "45.155.205.0/24"), Named.Of(NamedKind.Network, "3fff:1:2::/48"), Named.Of(NamedKind.Domain, "attacker-site.net"), Named.Of(NamedKind.Email, "eve@attacker-mail.net"), Named.Of(NamedKind.Network, "185.0.0.0/16") };
        foreach (var named in wanted) room.Settle(named, isBad: true, "ada");

        await site.UntilAsync(Base, o => o["retro"]!.AsArray().Count == 4);
        Assert.Equal([2, 1, 2, 1, null], wanted.Select(n => room.Hits.RetroOf(MatchTables.IdOf(n))?.Use.Events));
    }

    [Theory]
    [InlineData("45.155.205.0/24", "4/24", "765185280")]
    [InlineData("10.0.0.0/7", null, null)]
    [InlineData("3fff:a00::/32", "6/32", "3fff:a00:")]
    [InlineData("3fff::/32", null, null)]
    [InlineData("3fff:a00::/40", null, null)]
    [InlineData("nothing", null, null)]
    public void A_network_is_searched_for_by_what_its_addresses_begin_with(string network, string? shape, string? key) =>
        Assert.Equal(shape is null ? null : new RetroNetwork(shape, key!), RetroNetwork.Of(network));

    [Theory]
    [InlineData("Hashes", ObservableKind.Hash)]
    [InlineData("winlog.event_data.Hashes", ObservableKind.Hash)]
    [InlineData("url", ObservableKind.Url)]
    [InlineData("CommandLine", ObservableKind.CommandLine)]
    [InlineData("nothing at all", ObservableKind.None)]
    public void The_fields_are_those_that_live_events_are_matched_in(string field, ObservableKind kind) => Assert.Equal(kind, ObservableFields.OfName(field));

    [Fact]
    public void A_file_that_some_machines_met_for_some_days_is_no_ordinary_file()
    {
        Assert.True(new LocalUse(5, 6, 50).IsOrdinaryFor(NamedKind.Domain));
        Assert.False(new LocalUse(5, 6, 50).IsOrdinaryFor(NamedKind.Hash));
        Assert.True(new LocalUse(5, 20, 500).IsOrdinaryFor(NamedKind.Hash));
    }

    static string Zeek(DateTimeOffset now, string path, string more) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"_path\":\"{path}\",\"ts\":{now.AddDays(-1).ToUnixTimeSeconds()}.5,\"uid\":\"{Guid.NewGuid():N}\",\"id.orig_h\":\"10.1.2.3\",\"id.orig_p\":40000,{more}}}");

    static string Event(DateTimeOffset time, string host, string field, string value) => new JsonObject { ["@timestamp"] = time.ToString("O"), ["host"] = host, ["message"] = "an event", [field] = value }.ToJsonString();
}
