using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Formats.Incidents;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix.Validation;
using Hoplite.Server.Tests.Hosting;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>From an attack on one platform to what another learns of it.</summary>
public sealed class IncidentShareTests
{
    static readonly string[] Victims = ["ward7", "mueller7"];

    [Fact]
    public async Task The_receiver_of_an_incident_has_all_of_it_valid_and_nothing_that_tells_who_was_hit()
    {
        var (host, guest) = await PairAsync();
        await using (host)
        await using (guest)
        {
            var incident = await AttackAsync(guest);
            var preview = (await guest.Admin.GetAsync($"{Base}/incidents/{incident}/share")).Json!["objects"]!.AsArray();
            var shared = await guest.Admin.PostAsync($"{Base}/incidents/{incident}/share", new { tlp = "AMBER", objects = preview.Select(o => (string)o!["id"]!) });
            Assert.Equal(HttpStatusCode.OK, shared.Status);
            Assert.Equal(preview.Count, (int)shared.Json!["sent"]!);
            await host.UntilAsync(Base + "/objects?own=false", o => o.AsArray().Count == preview.Count);
            Sound([.. host.Room().Objects.Newest(500).Select(o => o.Json)], Tlp.Amber);
        }
    }

    [Fact]
    public async Task The_same_goes_into_a_file_with_who_says_so_and_the_marking()
    {
        await using var site = await PlatformSite.StartAsync();
        var incident = await AttackAsync(site);
        var bundle = (await site.Admin.PostAsync($"{Base}/incidents/{incident}/bundle", new { tlp = "GREEN" })).Json!;
        var objects = bundle["objects"]!.AsArray().Select(o => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(o!.ToJsonString())).ToArray();
        Sound(objects, Tlp.Green, isWhole: true);

        // What was left out takes with it what rests on it.
        var preview = (await site.Admin.GetAsync($"{Base}/incidents/{incident}/share")).Json!["objects"]!.AsArray();
        var without = preview.Where(o => (string)o!["type"]! != "indicator").Select(o => (string)o!["id"]!).ToArray();
        var rest = (await site.Admin.PostAsync($"{Base}/incidents/{incident}/bundle", new { tlp = "GREEN", objects = without })).Json!["objects"]!.AsArray();
        Assert.DoesNotContain(rest, o => (string)o!["type"]! is "indicator" or "sighting");
        Assert.DoesNotContain(rest, o => (string?)o!["relationship_type"] == "indicates");
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Admin.PostAsync($"{Base}/incidents/{incident}/bundle", new { tlp = "GREEN", objects = new[] { "indicator--1" } })).Status);
    }

    static void Sound(IReadOnlyList<ReadOnlyMemory<byte>> received, Tlp level, bool isWhole = false)
    {
        var objects = received.Select(o => StixObject.From(JsonNode.Parse(o.Span)!.AsObject())).ToArray();
        foreach (var type in new[] { "indicator", "sighting", "attack-pattern", "relationship", "course-of-action", "grouping" }) Assert.Contains(objects, o => o.Type == type);
        Assert.Contains(objects, o => o.Type == "relationship" && o.Text("relationship_type") == "indicates");
        Assert.Contains(objects, o => o.Type == "relationship" && o.Text("relationship_type") == "mitigates");
        Assert.All(objects.Where(o => o.Type is not ("identity" or "marking-definition")), o => Assert.Equal(TlpMarkings.Id(level), Assert.Single(o.ObjectMarkingRefs)));
        StixObject[] beside = isWhole ? [] : [TlpMarkings.Definition(level)];
        Assert.Empty(StixValidator.Validate(StixBuilder.Bundle([.. beside, .. objects])).Errors);
        var text = string.Join('\n', objects.Select(o => Encoding.UTF8.GetString(o.Utf8.Span) + PlaybookExtension.Read(o)));
        Assert.Contains(Attacker, text, StringComparison.Ordinal);
        foreach (var victim in Victims) Assert.DoesNotContain(victim, text, StringComparison.OrdinalIgnoreCase);
    }

    // An attack as the log tells it, an incident as it is found, and a playbook somebody runs for it.
    static async Task<string> AttackAsync(PlatformSite site)
    {
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-1), Attacker, Victims[0]).Select(l => l.Replace("for root", "for " + Victims[1], StringComparison.Ordinal)));
        var found = (await site.UntilAsync("/api/v1/incidents", p => (int)p["total"]! > 0))["items"]![0]!;
        var incident = (string)found["id"]!;
        Assert.Contains(Victims[0], found.ToJsonString(), StringComparison.Ordinal);
        var playbook = (await site.Admin.GetAsync("/api/v1/playbooks")).Json!["items"]!.AsArray().Single(p => (string)p!["name"]! == "Tell people");
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.PostAsync($"/api/v1/playbooks/{(string)playbook!["id"]!}/run", new { incident })).Status);
        return incident;
    }
}
