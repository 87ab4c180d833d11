using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Hosting;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>Two platforms find out which attackers both see.</summary>
public sealed class CommunityComparisonTests
{
    [Fact]
    public async Task Each_learns_the_common_attackers_and_how_many_others_there_are()
    {
        var (north, south) = await PairAsync();
        await using (north)
        await using (south)
        {
            foreach (var value in new[] { "45.155.205.1", "45.155.205.2", "bad-north.badhost.xyz" }) Assert.Equal(HttpStatusCode.OK, (await north.AddAsync(value)).Status);
            foreach (var value in new[] { "45.155.205.2", "45.155.205.3", "45.155.205.4", "45.155.205.5" }) Assert.Equal(HttpStatusCode.OK, (await south.AddAsync(value)).Status);
            var compared = await north.Admin.PostAsync($"{Base}/peers/{south.Room().Identity}/compare", new { });
            Assert.True(compared.Status == HttpStatusCode.OK, compared.Text);
            Assert.Equal((3, 4, true), ((int)compared.Json!["ours"]!, (int)compared.Json["theirs"]!, (bool)compared.Json["weAsked"]!));
            Assert.Equal(["45.155.205.2"], Common(compared.Json));
            var other = (await south.Admin.GetAsync(Base + "/comparisons")).Json!.AsArray().Single()!;
            Assert.Equal((4, 3, false, "North"), ((int)other["ours"]!, (int)other["theirs"]!, (bool)other["weAsked"]!, (string)other["name"]!));
            Assert.Equal(["45.155.205.2"], Common(other));

            for (var i = 1; i < CommunityComparison.MostADay; i++) Assert.Equal(HttpStatusCode.OK, (await north.Admin.PostAsync($"{Base}/peers/{south.Room().Identity}/compare", new { })).Status);
            var refused = await north.Admin.PostAsync($"{Base}/peers/{south.Room().Identity}/compare", new { });
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("times a day", refused.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_no_letter_with_its_values_is_refused()
    {
        var (north, south) = await PairAsync();
        await using (north)
        await using (south)
        {
            var (from, to) = (north.Room().Community!, south.Room().Community!);
            using var other = PeerKey.Create();
            var now = TimeProvider.System.GetUtcNow();
            byte[] points = new byte[64];
            var letter = PeerLetter.Of(from.Id, to.Id, CommunityComparison.Beginning, PointLetter.Content(points), now);
            var whole = PointLetter.Write(letter, from.Key, points);
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("compare", whole[..^1]));
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("compare", whole));
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("compare", Encoding.UTF8.GetBytes(new JsonObject { ["a"] = 1 }.ToJsonString() + "\n")));
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("compare-end", PointLetter.Write(letter with { About = CommunityComparison.Ending }, from.Key, points)));
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("compare", PointLetter.Write(PeerLetter.Of(other.Id, to.Id, CommunityComparison.Beginning, PointLetter.Content(points), now), other, points)));
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("compare", whole, token: "x"));

            async Task<HttpStatusCode> SendAsync(string what, byte[] body, string? token = null)
            {
                using var client = new HttpClient { BaseAddress = south.Address };
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? PeerToken.Issue(from.Key, to.Id, now));
                using var content = new ByteArrayContent(body);
                using var answer = await client.PostAsync(new Uri("/community-door/" + what, UriKind.Relative), content, TestContext.Current.CancellationToken);
                return answer.StatusCode;
            }
        }
    }

    static string[] Common(JsonNode row) => [.. row["common"]!.AsArray().Select(c => (string)c!["value"]!)];
}
