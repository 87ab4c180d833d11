using System.Net;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Tests.Hosting;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>What members say when they are asked, and what becomes of one that says what it cannot know.</summary>
public sealed class CommunityQuestionTests
{
    const int Rounds = 24;

    [Fact]
    public async Task Of_two_members_the_one_that_calls_everything_bad_loses_trust_and_the_honest_one_keeps_its_own()
    {
        var (north, south) = await PairAsync();
        await using (north)
        await using (south)
        await using (var liar = await LyingMember.JoinAsync(north.Room()))
        {
            var trust = north.Room().Trust;
            foreach (var peer in new[] { south.Room().Identity, liar.Identity })
                foreach (var kind in Enum.GetValues<NamedKind>())
                    for (var i = 0; i < 40; i++) trust.Tested(peer, kind, passed: true);
            var detectAt = trust.Options.DetectAt;
            Assert.True(trust.Reliable(liar.Identity, NamedKind.Domain) > detectAt);

            // An ordinary question first: one knows nothing, the other calls everything bad.
            Assert.Equal(["bad", "unknown"], (await AskAsync(north, "files-portal.badhost.xyz")).Order(StringComparer.Ordinal));
            var members = north.Room().Roster.All.Where(m => m.Key.Identity != north.Room().Identity).ToArray();
            for (var i = 0; i < Rounds; i++)
                foreach (var member in members) Assert.True(await north.Room().Questions!.TestAsync(member, TestContext.Current.CancellationToken));

            Assert.True(trust.Reliable(liar.Identity, NamedKind.Domain) < detectAt);
            Assert.True(trust.IsSuspended(liar.Identity));
            Assert.True(trust.Reliable(south.Room().Identity, NamedKind.Domain) > detectAt);
            Assert.False(trust.IsSuspended(south.Room().Identity));
        }
    }

    [Fact]
    public async Task A_member_tells_what_its_people_found_as_far_as_the_asker_may_see_and_nothing_of_its_own()
    {
        var (north, south) = await PairAsync();
        await using (north)
        await using (south)
        {
            Assert.Equal(HttpStatusCode.OK, (await south.AddAsync("45.155.205.99")).Status);
            Assert.Equal(["bad"], await AskAsync(north, "45.155.205.99"));
            Assert.Equal(["unknown"], await AskAsync(north, "45.155.205.98"));

            // About what is one's own, or harmless to everybody, nobody is asked.
            foreach (var inside in new[] { "10.1.2.3", "8.8.8.8" }) Assert.Equal(HttpStatusCode.Conflict, (await north.Admin.PostAsync(Base + "/questions", new { value = inside })).Status);

            // Who may see GREEN only hears nothing of a verdict, which counts as AMBER.
            var self = south.Room();
            var asker = self.Roster.Find(north.Room().Identity)!;
            var thing = Named.Of(NamedKind.Address, "45.155.205.99");
            Assert.Equal(PeerOpinion.Bad, self.Answers.Of(thing, asker));
            Assert.Equal(PeerOpinion.Unknown, self.Answers.Of(thing, asker with { Clearance = Hoplite.Intelligence.Stix.Markings.Tlp.Green }));
        }
    }

    [Fact]
    public async Task Whoever_asks_without_end_or_without_belonging_gets_no_answer()
    {
        var (north, south) = await PairAsync();
        await using (north)
        await using (south)
        {
            var limit = Hoplite.Server.Intelligence.CommunityQuestions.MostAnHour;
            for (var i = 0; i < limit; i++) await AskAsync(north, $"45.155.206.{i}");
            Assert.Equal(HttpStatusCode.TooManyRequests, (await north.Admin.PostAsync(Base + "/questions", new { value = "45.155.206.200" })).Status);
            using var client = new HttpClient { BaseAddress = south.Address };
            using var content = new StringContent("{}");
            using var refused = await client.PostAsync(new Uri("/community-door/ask", UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    static async Task<string[]> AskAsync(PlatformSite site, string value)
    {
        var answer = await site.Admin.PostAsync(Base + "/questions", new { value });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Json!["opinions"]!.AsArray().Select(o => (string?)o!["opinion"] ?? (string)o["trouble"]!)];
    }
}
