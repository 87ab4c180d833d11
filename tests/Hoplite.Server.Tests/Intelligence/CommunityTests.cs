using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Hoplite.Intelligence.Communities;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Hosting;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

public sealed class CommunityTests
{
    [Fact]
    public async Task Two_platforms_join_and_what_one_shares_arrives_at_the_other()
    {
        var (host, guest) = await PairAsync();
        await using (host)
        await using (guest)
        {
            Assert.Equal(["North", "South"], (await host.PeersAsync()).AsArray().Select(p => (string)p!["name"]!).Order(StringComparer.Ordinal));
            Assert.Equal(["North", "South"], (await guest.PeersAsync()).AsArray().Select(p => (string)p!["name"]!).Order(StringComparer.Ordinal));

            await guest.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-1), Attacker));
            var incident = (string)(await guest.UntilAsync("/api/v1/incidents", p => (int)p["total"]! > 0))["items"]![0]!["id"]!;
            var preview = (await guest.Admin.GetAsync($"{Base}/incidents/{incident}/share")).Json!["objects"]!.AsArray();
            Assert.Contains(preview, o => (string)o!["type"]! == "sighting");
            Assert.Contains(preview, o => (string)o!["type"]! == "attack-pattern");
            var chosen = preview.Where(o => (string)o!["type"]! is "indicator" or "sighting").Select(o => (string)o!["id"]!).ToArray();
            Assert.Equal(HttpStatusCode.BadRequest, (await guest.Admin.PostAsync($"{Base}/incidents/{incident}/share", new { tlp = "RED", objects = chosen })).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await guest.Admin.PostAsync($"{Base}/incidents/{incident}/share", new { tlp = "GREEN", objects = new[] { "indicator--1" } })).Status);
            var shared = await guest.Admin.PostAsync($"{Base}/incidents/{incident}/share", new { tlp = "GREEN", objects = chosen });
            Assert.Equal(chosen.Length, (int)shared.Json!["sent"]!);

            var arrived = await host.UntilAsync(Base + "/objects?own=false", o => o.AsArray().Count == chosen.Length);
            Assert.All(arrived.AsArray(), o => Assert.Equal(("South", "GREEN"), ((string)o!["authorName"]!, (string)o["tlp"]!)));
            Assert.Equal("Quarantine", (string)(await host.UntilAsync(Base + "/indicators", p => (int)p["total"]! == 1))["items"]![0]!["rung"]!);
        }
    }

    [Fact]
    public async Task Who_was_put_out_is_a_stranger_and_what_it_said_counts_no_more()
    {
        var (host, guest) = await PairAsync();
        await using (host)
        await using (guest)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(host, guest));
            Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.DeleteAsync($"{Base}/peers/{guest.Room().Identity}")).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, guest));
            Assert.NotNull((await host.PeersAsync()).AsArray().Single(p => (string)p!["name"]! == "South")!["expelled"]);
            var again = await guest.Admin.PostAsync(Base + "/join", new { invitation = await host.InviteAsync("South") });
            Assert.Equal(HttpStatusCode.Conflict, again.Status);
            Assert.Contains("put out", again.Why, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Conflict, (await host.Admin.DeleteAsync($"{Base}/peers/{host.Room().Identity}")).Status);
        }
    }

    [Fact]
    public async Task An_invitation_is_good_once()
    {
        await using var host = await MemberAsync("North");
        await using var first = await MemberAsync("South");
        await using var second = await MemberAsync("West");
        var invitation = await host.InviteAsync("South");
        Assert.Equal(HttpStatusCode.OK, (await first.Admin.PostAsync(Base + "/join", new { invitation })).Status);
        var refused = await second.Admin.PostAsync(Base + "/join", new { invitation });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("used already", refused.Why, StringComparison.Ordinal);

        // Whoever is let in next is made known to the first by the host.
        Assert.Equal(HttpStatusCode.OK, (await second.Admin.PostAsync(Base + "/join", new { invitation = await host.InviteAsync("West") })).Status);
        var peers = await first.UntilAsync(Base + "/peers", p => p.AsArray().Count == 3);
        Assert.Equal("North", (string)peers.AsArray().Single(p => (string)p!["name"]! == "West")!["invitedBy"]!);
        Assert.Equal(3, (await second.PeersAsync()).AsArray().Count);
    }

    [Fact]
    public async Task Nobody_knocks_in_the_name_of_another()
    {
        await using var host = await MemberAsync("North");
        using var guest = PeerKey.Create();
        using var forger = PeerKey.Create();
        using var client = new HttpClient { BaseAddress = host.Address };
        var (invitation, address) = (await host.InviteAsync("South"), "https://south.example/community/");
        Assert.Equal(HttpStatusCode.Forbidden, await KnockAsync(forger, address));
        Assert.Equal(HttpStatusCode.Forbidden, await KnockAsync(guest, "https://elsewhere.example/community/"));
        Assert.Single((await host.PeersAsync()).AsArray());
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(guest, address));
        for (var i = 0; i < 10; i++) await KnockAsync(guest, address);
        Assert.Equal(HttpStatusCode.TooManyRequests, await KnockAsync(guest, address));

        async Task<HttpStatusCode> KnockAsync(PeerKey signer, string told)
        {
            var proof = Base64Url.EncodeToString(signer.Sign(MemberRecord.Proof(invitation, "South", address)));
            using var answer = await client.PostAsJsonAsync("/community-door/knock", new { invitation, key = guest.Id.Text, name = "South", address = told, proof }, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_platform_of_its_own_invites_nobody()
    {
        await using var site = await PlatformSite.StartAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await site.Admin.PostAsync(Base + "/invitations", new { guest = "South" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await site.Admin.PostAsync(Base + "/join", new { invitation = "x" })).Status);
    }

    static async Task<HttpStatusCode> AskAsync(PlatformSite host, PlatformSite guest)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var key = PeerKey.Open(Path.Combine(guest.Server.Platform.Data, "peer.key"));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PeerToken.Issue(key, host.Room().Community!.Id, TimeProvider.System.GetUtcNow()));
        client.DefaultRequestHeaders.Accept.ParseAdd("application/taxii+json;version=2.1");
        using var answer = await client.GetAsync(new Uri("/community/", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
