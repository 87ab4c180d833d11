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
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>From the word of two members to the packet filters of the kernels of two others, and back when one takes its word back.</summary>
public sealed class IntelligenceBlockTests
{
    const string Attacker = "3fff:0:0:66::9";
    const string Board = "/api/v1/responses";

    [Fact]
    public async Task What_two_trusted_members_name_and_two_sensors_see_is_blocked_everywhere_and_a_word_taken_back_undoes_every_block()
    {
        Assert.SkipUnless(CedarEngine.IsPresent, "no policy engine in this build; scripts/cedar.sh fetches it");
        using NetworkRoom northern = NetworkRoom.Open(), southern = NetworkRoom.Open();
        await using var north = await BlockingAsync("North", northern);
        await using var south = await BlockingAsync("South", southern);
        Assert.Equal(HttpStatusCode.OK, (await south.Admin.PostAsync(Base + "/join", new { invitation = await north.InviteAsync("South") })).Status);
        (PlatformSite Site, NetworkRoom Kernel, string Before)[] nodes = [(north, northern, northern.Ruleset), (south, southern, southern.Ruleset)];
        using PeerKey clinic = PeerKey.Create(), school = PeerKey.Create();
        foreach (var (site, _, _) in nodes)
        {
            await site.UntilAsync("/api/v1/agents/trust", a => (string?)a["policies"]!["state"] != "loading");
            Join(site.Room(), "clinic", clinic);
            Join(site.Room(), "school", school);
        }

        // Said to one of them only; it tells the other.
        await SayAsync(north, clinic, Builder().Indicator("bad", $"[ipv6-addr:value = '{Attacker}']", TimeProvider.System.GetUtcNow()));
        var taken = await SayAsync(north, school, Builder().Indicator("bad", $"[ipv6-addr:value = '{Attacker}']", TimeProvider.System.GetUtcNow()));
        foreach (var (site, kernel, before) in nodes)
        {
            await UntilAsync(() => site.Room().Ladder.Find(Named.Of(NamedKind.Address, Attacker))?.Rung == Rung.Block && site.Server.Platform.Indicators.Table.Count == 1);
            await site.SendAsAsync("zeek-a", Connections());
            await site.SendAsAsync("zeek-b", Connections());
            var board = await site.UntilAsync(Board, b => b["active"]!.AsArray().Any(a => (string?)a!["state"] == "active"));
            Assert.Equal(Attacker.Replace("0:0:", "", StringComparison.Ordinal), ((string)board["active"]![0]!["target"]!).Replace("0:0:", "", StringComparison.Ordinal));
            Assert.NotEqual(before, kernel.Ruleset);
        }

        await SayAsync(north, school, Builder().Revoke(taken));
        foreach (var (site, kernel, before) in nodes)
        {
            await site.UntilAsync(Board, b => b["active"]!.AsArray().Count == 0);
            Assert.Equal(before, kernel.Ruleset);
        }
    }

    static Task<PlatformSite> BlockingAsync(string name, NetworkRoom kernel) => MemberAsync(name, o => o with
    {
        Response = new ResponseOptions { PacketFilter = true, NetworkNamespace = kernel.Path, TestQuestions = false },
        Agents = o.Agents with { Autonomy = new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Act } },
    });

    static StixBuilder Builder() => new(TimeProvider.System, null, [TlpMarkings.Id(Tlp.Green)]);

    static void Join(IntelligenceRoom room, string name, PeerKey key)
    {
        room.Roster.Put(new Member(key.Id, name, "valley", null, null, TimeProvider.System.GetUtcNow(), Tlp.Amber, []));
        for (var i = 0; i < 80; i++) room.Trust.Tested(key.Id.Identity, NamedKind.Address, passed: true);
    }

    // As any member does it: an envelope to the TAXII collection of the community, with a token it signed itself.
    static async Task<StixObject> SayAsync(PlatformSite site, PeerKey member, StixObject said)
    {
        var room = site.Room();
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
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
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
