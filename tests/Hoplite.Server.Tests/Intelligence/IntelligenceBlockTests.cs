using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Cedar;
using Hoplite.Guard.Gating;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Response;
using Hoplite.Response.Tests.Netfilter;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>From the word of two members to the packet filter of the kernel, and back when one takes its word back.</summary>
public sealed class IntelligenceBlockTests
{
    const string Attacker = "3fff:0:0:66::9";
    const string Board = "/api/v1/responses";

    [Fact]
    public async Task What_two_trusted_members_name_and_two_sensors_see_is_blocked_and_a_word_taken_back_undoes_the_block()
    {
        Assert.SkipUnless(CedarEngine.IsPresent, "no policy engine in this build; scripts/cedar.sh fetches it");
        using var kernel = NetworkRoom.Open();
        await using var site = await PlatformSite.StartAsync(null, o => o with
        {
            Response = new ResponseOptions { PacketFilter = true, NetworkNamespace = kernel.Path, TestQuestions = false },
            Agents = o.Agents with { Autonomy = new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Act } },
            Intelligence = new IntelligenceOptions { Community = "valley", Address = "http://127.0.0.1:1", ObjectionMinutes = 0 },
        });
        await site.UntilAsync("/api/v1/agents/trust", a => (string?)a["policies"]!["state"] != "loading");
        var room = site.Server.App.Services.GetRequiredService<IntelligenceRoom>();
        using var clinic = Join(room, "clinic");
        using var school = Join(room, "school");
        var before = kernel.Ruleset;

        await SayAsync(site, room, clinic, Builder().Indicator("bad", $"[ipv6-addr:value = '{Attacker}']", TimeProvider.System.GetUtcNow()));
        var taken = await SayAsync(site, room, school, Builder().Indicator("bad", $"[ipv6-addr:value = '{Attacker}']", TimeProvider.System.GetUtcNow()));
        var named = Named.Of(NamedKind.Address, Attacker);
        Assert.Equal(Rung.Block, room.Ladder.Find(named)!.Rung);
        await UntilAsync(() => site.Server.Platform.Indicators.Table.Count == 1);

        await site.SendAsAsync("zeek-a", Connections());
        await site.SendAsAsync("zeek-b", Connections());
        var board = await site.UntilAsync(Board, b => b["active"]!.AsArray().Any(a => (string?)a!["state"] == "active"));
        Assert.Equal(Attacker.Replace("0:0:", "", StringComparison.Ordinal), ((string)board["active"]![0]!["target"]!).Replace("0:0:", "", StringComparison.Ordinal));
        Assert.NotEqual(before, kernel.Ruleset);

        await SayAsync(site, room, school, Builder().Revoke(taken));
        await site.UntilAsync(Board, b => b["active"]!.AsArray().Count == 0);
        Assert.Equal(before, kernel.Ruleset);
    }

    static StixBuilder Builder() => new(TimeProvider.System, null, [TlpMarkings.Id(Tlp.Green)]);

    static PeerKey Join(IntelligenceRoom room, string name)
    {
        var key = PeerKey.Create();
        room.Roster.Put(new Member(key.Id, name, "valley", null, null, TimeProvider.System.GetUtcNow(), Tlp.Amber, []));
        for (var i = 0; i < 80; i++) room.Trust.Tested(key.Id.Identity, NamedKind.Address, passed: true);
        return key;
    }

    // As any member does it: an envelope to the TAXII collection of the community, with a token it signed itself.
    static async Task<StixObject> SayAsync(PlatformSite site, IntelligenceRoom room, PeerKey member, StixObject said)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/taxii+json;version=2.1");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PeerToken.Issue(member, room.Community!.Id, TimeProvider.System.GetUtcNow()));
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(new JsonObject { ["objects"] = new JsonArray(ObjectSignature.Sign(Disclosure.Of(said.ToNode())!, member)) }.ToJsonString()));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/taxii+json;version=2.1");
        using var answer = await client.PostAsync(new Uri($"/community/collections/{room.Community.Place.Collection}/objects/", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var status = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.True((int)status["success_count"]! == 1, status.ToJsonString());
        return said;
    }

    static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!holds()) await timer.WaitForNextTickAsync(patience.Token);
    }

    static IEnumerable<string> Connections()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return Enumerable.Range(0, 4).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"_path":"conn","ts":{{now - i}}.5,"uid":"C{{now}}{{i}}","id.orig_h":"{{Attacker}}","id.orig_p":{{40000 + i}},"id.resp_h":"2a00:1:2::5","id.resp_p":22,"proto":"tcp","conn_state":"SF"}"""));
    }
}
