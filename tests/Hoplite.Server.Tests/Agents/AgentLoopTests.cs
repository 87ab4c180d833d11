using Hoplite.Server.Tests.Hosting;

namespace Hoplite.Server.Tests.Agents;

/// <summary>The agents in the running platform: from events to a report that can be proved, without any model.</summary>
public sealed class AgentLoopTests
{
    [Fact]
    public async Task An_incident_is_looked_into_by_itself_and_its_decisions_can_be_proved()
    {
        await using var site = await PlatformSite.StartAsync();
        var incident = await GuessedAsync(site);
        var found = await site.UntilAsync($"/api/v1/incidents/{incident}/investigation", a => a["report"] is not null);
        var report = found["report"]!;

        Assert.Equal("rules", (string?)report["source"]);
        Assert.NotEmpty(report["reasons"]!.AsArray());
        Assert.Contains(report["scope"]!.AsArray(), m => (string?)m!["value"] == "203.0.113.9");
        Assert.InRange((double)report["elapsedMs"]!, 0, 2_000);
        var leaf = (string?)report["ledger"]!["id"];
        var proof = await site.Admin.GetAsync($"/api/v1/ledger/{leaf}/proof");
        Assert.Contains(leaf!, (string)proof.Json!["leaf"]!, StringComparison.Ordinal);
        var page = (await site.Admin.GetAsync($"/api/v1/ledger?case={incident}")).Json!;
        Assert.Contains(page["items"]!.AsArray(), l => (string?)l!["kind"] == "verdict");
        Assert.DoesNotContain(report["proposals"]!.AsArray(), p => (string?)p!["outcome"] == "allowed");
    }

    [Fact]
    public async Task A_rule_is_proposed_and_nothing_is_enabled_by_it()
    {
        await using var site = await PlatformSite.StartAsync();
        var incident = await GuessedAsync(site);
        var before = site.Server.Platform.Rules.Rules;
        var answer = await site.Admin.PostAsync($"/api/v1/incidents/{incident}/rule", new { });
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
        Assert.Equal("denied", (string?)answer.Json!["outcome"]);
        Assert.True((int)answer.Json["ownMatches"]! > 0);
        Assert.Contains("experimental", (string)answer.Json["yaml"]!, StringComparison.Ordinal);
        Assert.Same(before, site.Server.Platform.Rules.Rules);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await site.Admin.PostAsync($"/api/v1/incidents/{Guid.NewGuid()}/rule", new { })).Status);
    }

    [Fact]
    public async Task What_nobody_looked_into_before_a_restart_is_looked_into_once_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-agents-").FullName;
        try
        {
            string incident;
            await using (var site = await PlatformSite.StartAsync(folder))
            {
                incident = await GuessedAsync(site);

                // What is read only after the restart would make the incident grow, and a grown one is looked into again.
                await site.UntilAsync("/api/v1/incidents", _ => site.Server.Platform.Detection.Position >= site.Server.Platform.Spool.Durable);
                await site.UntilAsync($"/api/v1/incidents/{incident}/investigation", a => a["report"] is not null);
                site.Server.Platform.Database.Write(s => s.Execute("DELETE FROM investigations"));
            }

            await using var again = await PlatformSite.StartAsync(folder);
            var incidents = (await again.Admin.GetAsync("/api/v1/incidents")).Json!["items"]!.AsArray().Select(i => (string)i!["id"]!).ToArray();
            Assert.Contains(incident, incidents);

            // Nothing waits any more, so nothing more comes of it.
            var trust = await again.UntilAsync("/api/v1/agents/trust", a => (int)a["loop"]!["waiting"]! == 0 && (long)a["loop"]!["runs"]! >= incidents.Length);
            Assert.Equal(incidents.Length, (long)trust["loop"]!["runs"]!);
            foreach (var id in incidents) Assert.Single((await again.Admin.GetAsync($"/api/v1/incidents/{id}/investigation")).Json!["runs"]!.AsArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Looking_again_never_lowers_what_was_said_and_changes_nothing_people_did()
    {
        await using var site = await PlatformSite.StartAsync();
        var incident = await GuessedAsync(site);
        await site.UntilAsync($"/api/v1/incidents/{incident}/investigation", a => a["report"] is not null);
        site.Server.Platform.Database.Write(s => s.Execute("UPDATE investigations SET verdict = 'malicious', confidence = 91"));
        await site.Admin.PostAsync("/api/v1/incidents/actions", new { ids = new[] { incident }, action = "claim" });

        Assert.Equal(System.Net.HttpStatusCode.OK, (await site.Admin.PostAsync($"/api/v1/incidents/{incident}/investigate", new { })).Status);
        var found = await site.UntilAsync($"/api/v1/incidents/{incident}/investigation", a => a["runs"]!.AsArray().Count > 1);

        Assert.Equal("malicious", (string?)found["report"]!["verdict"]);
        var row = (await site.Admin.GetAsync($"/api/v1/incidents/{incident}")).Json!["incident"]!;
        Assert.Equal(("claimed", null), ((string?)row["state"], (string?)row["verdict"]));
    }

    [Fact]
    public async Task The_state_of_trust_says_what_holds_and_a_rung_is_written_down_before_it_is_set()
    {
        await using var site = await PlatformSite.StartAsync();
        var trust = await site.UntilAsync("/api/v1/agents/trust", a => (string?)a["policies"]!["state"] != "loading");

        Assert.True((bool)trust["labels"]!["isIntact"]!);
        Assert.All(trust["autonomy"]!.AsArray(), a => Assert.Equal("propose", (string?)a!["rung"]));
        var before = (long)trust["ledger"]!["size"]!;
        Assert.Equal(System.Net.HttpStatusCode.OK, (await site.Admin.PostAsync("/api/v1/agents/autonomy", new { action = "blockAddress", rung = "act" })).Status);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await site.Admin.PostAsync("/api/v1/agents/autonomy", new { action = "disableAdmin", rung = "act" })).Status);
        var after = (await site.Admin.GetAsync("/api/v1/agents/trust")).Json!;
        Assert.Equal(before + 1, (long)after["ledger"]!["size"]!);
        Assert.Equal("act", (string?)after["autonomy"]!.AsArray().Single(a => (string?)a!["action"] == "blockAddress")!["rung"]);
    }

    [Fact]
    public async Task A_question_becomes_a_plan_that_is_shown_and_finds_what_it_asks_for_when_it_is_run()
    {
        await using var site = await PlatformSite.StartAsync();
        await GuessedAsync(site);
        await site.UntilHuntAsync("where src_ip == \"203.0.113.9\" | count", a => (long)a["rows"]![0]![0]! > 30);
        var plan = (await site.Admin.PostAsync("/api/v1/hunts/ask", new { question = "Was there brute force from 203.0.113.9 in the last 30 days?" })).Json!;

        Assert.All(plan["steps"]!.AsArray(), s => Assert.Null(s!["problem"]));
        Assert.Contains(plan["steps"]!.AsArray(), s => (string?)s!["kind"] == "hunt");
        var path = $"/api/v1/hunts/ask/{plan["id"]}";
        Assert.Equal("planned", (string?)(await site.Admin.GetAsync(path)).Json!["state"]);
        await site.Admin.PostAsync(path + "/run", new { });
        var report = await site.UntilAsync(path, a => (string?)a["state"] == "done");
        Assert.All(report["results"]!.AsArray(), r => Assert.Null(r!["problem"]));
        Assert.Contains(report["results"]!.AsArray(), r => (int)r!["rows"]! > 0 && r["events"]!.AsArray().Count > 0);
    }

    static async Task<string> GuessedAsync(PlatformSite site)
    {
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)));
        var incidents = await site.UntilAsync("/api/v1/incidents", a => a["items"]!.AsArray().Count > 0);
        return (string)incidents["items"]![0]!["id"]!;
    }
}
