using System.Net;
using System.Text;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Api.Intelligence;
using Hoplite.Server.Tests.Hosting;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

public sealed class IndicatorTests
{
    [Fact]
    public async Task An_imported_indicator_is_matched_in_what_arrives_and_becomes_a_finding_of_an_incident()
    {
        await using var site = await PlatformSite.StartAsync();
        var imported = await site.Admin.PostAsync(Base + "/import", Bundle(Attacker));
        Assert.Equal(1, (int)imported.Json!["taken"]!);
        Assert.Single(imported.Json["refused"]!.AsArray());
        var row = (await site.UntilAsync($"{Base}/indicators?kind=address&rung=detect", p => (int)p["total"]! == 1))["items"]![0]!;
        var id = (string)row["id"]!;
        await site.UntilAsync(Base, _ => site.Server.Platform.Indicators.Table.Entries.Any(e => e.Id == id));

        await site.SendAsync(Login(TimeProvider.System.GetUtcNow(), Attacker));
        var detail = await site.UntilAsync($"{Base}/indicators/{id}", d => d["findings"]!.AsArray().Count > 0 && d["findings"]![0]!["incident"] is not null);
        Assert.Equal(Attacker, (string)detail["indicator"]!["value"]!);
        Assert.NotEqual(0, (long)detail["indicator"]!["hits"]!);
        Assert.Equal("ada", (string)detail["claims"]![0]!["name"]!);
        Assert.Equal("indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", (string)detail["objects"]![0]!["id"]!);

        var overview = (await site.Admin.GetAsync(Base)).Json!;
        Assert.Equal(1, (int)overview["matched"]!);
        Assert.Null(overview["community"]);
        Assert.Contains(Attacker, (await site.Admin.GetAsync(Base + "/export?format=csv")).Text, StringComparison.Ordinal);
        Assert.Contains($"[ipv4-addr:value = '{Attacker}']", (await site.Admin.GetAsync(Base + "/export")).Text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        var incident = (string)detail["findings"]![0]!["incident"]!;
        var preview = (await site.Admin.GetAsync($"{Base}/incidents/{incident}/share")).Json!["objects"]!.AsArray();
        Assert.Contains(preview, o => (string)o!["type"]! == "indicator" && ((string)o["json"]!).Contains(Attacker, StringComparison.Ordinal));
        Assert.DoesNotContain(preview, o => ((string)o!["json"]!).Contains("web01", StringComparison.Ordinal));

        // Whoever looks into the incident is told as well.
        var report = (await site.UntilAsync($"/api/v1/incidents/{incident}/investigation", a => a["report"] is not null))["report"]!;
        Assert.Contains(report["steps"]!.AsArray(), s => (string)s!["kind"]! == "ask-intelligence" && (long)s["seen"]! > 0);
        Assert.Contains(report["reasons"]!.AsArray(), r => ((string)r!["text"]!).StartsWith(Attacker + " is known as bad: named by 1 source", StringComparison.Ordinal));

        // What a person says of the incident is what its indicators learn from.
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.PostAsync("/api/v1/incidents/actions", new { ids = new[] { incident }, action = "close", verdict = "malicious" })).Status);
        Assert.Equal(detail["claims"]!.AsArray().Count + 1, (await site.Admin.GetAsync($"{Base}/indicators/{id}")).Json!["claims"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_source_that_was_wrong_is_not_given_its_trust_back_by_choosing_it_again()
    {
        await using var site = await PlatformSite.StartAsync();
        var room = site.Room();
        room.Vouch("feed:list");
        var chosen = room.Trust.Reliable("feed:list", NamedKind.Address);
        Assert.True(chosen > room.Trust.Options.DetectAt);
        for (var i = 0; i < 30; i++) room.Trust.Tested("feed:list", NamedKind.Address, passed: false);
        var wrong = room.Trust.Reliable("feed:list", NamedKind.Address);

        room.Vouch("feed:list");

        Assert.True(wrong < 0.5);
        Assert.Equal(wrong, room.Trust.Reliable("feed:list", NamedKind.Address), 3);
        Assert.Equal(chosen, room.Trust.Reliable("feed:list", NamedKind.Domain), 3);
    }

    [Fact]
    public async Task What_everybody_depends_on_is_refused_with_the_reason()
    {
        await using var site = await PlatformSite.StartAsync();
        var refused = await site.AddAsync("8.8.8[.]8");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("warning list", refused.Why, StringComparison.Ordinal);
        var own = await site.AddAsync("10.1.2.3");
        Assert.Equal(HttpStatusCode.Conflict, own.Status);
        Assert.Contains("your own", own.Why, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.AddAsync("no such thing")).Status);
        Assert.Equal(0, (int)(await site.Admin.GetAsync(Base + "/indicators")).Json!["total"]!);
    }

    [Fact]
    public async Task What_a_person_calls_harmless_is_matched_no_more()
    {
        await using var site = await PlatformSite.StartAsync();
        var added = (await site.AddAsync("hxxps://evil[.]attacker-site[.]net/a")).Json!;
        Assert.Equal(("Url", "Detect"), ((string)added["kind"]!, (string)added["rung"]!));
        var id = (string)added["id"]!;
        await site.UntilAsync(Base, _ => site.Server.Platform.Indicators.Table.Entries.Any(e => e.Id == id));
        var settled = await site.Admin.PostAsync($"{Base}/indicators/{id}/settle", new { isBad = false });
        Assert.Equal("Quarantine", (string)settled.Json!["rung"]!);
        await site.UntilAsync(Base, o => (int)o["matched"]! == 0 && site.Server.Platform.Indicators.Table.Entries.All(e => e.Id != id));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Admin.GetAsync(Base + "/indicators/indicator--1")).Status);
    }

    [Theory]
    [InlineData("203.0.113[.]7", NamedKind.Address, "203.0.113.7")]
    [InlineData("2001:DB8::1", NamedKind.Address, "2001:db8::1")]
    [InlineData("198.51.100.0/24", NamedKind.Network, "198.51.100.0/24")]
    [InlineData("hxxp[:]//Evil(.)example/x", NamedKind.Url, "http://Evil.example/x")]
    [InlineData(" Evil[dot]EXAMPLE. ", NamedKind.Domain, "evil.example")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427E", NamedKind.Hash, "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("Bad[@]evil.example", NamedKind.Email, "bad@evil.example")]
    public void What_a_text_names_is_told_from_its_form(string text, NamedKind kind, string value) => Assert.Equal(new Named(kind, value), IndicatorText.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("evil")]
    [InlineData("javascript://evil.example")]
    [InlineData("a b@evil.example")]
    [InlineData("999.1.1.1")]
    public void What_names_nothing_is_refused(string text) => Assert.Throws<ArgumentException>(() => IndicatorText.Read(text));

    [Fact]
    public void No_cell_of_the_table_is_a_formula()
    {
        Assert.Equal("\"'=1+\"\"a\"\"\"", IntelligenceExport.Cell("=1+\"a\""));
        Assert.Equal("\"evil.example\"", IntelligenceExport.Cell("evil.example"));
    }

    [Fact]
    public async Task What_is_no_STIX_is_refused_in_one_sentence()
    {
        await using var site = await PlatformSite.StartAsync();
        var answer = await site.Admin.SendAsync(HttpMethod.Post, Base + "/import", change: r => r.Content = new StringContent("{\"a\":", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Why);
    }
}
