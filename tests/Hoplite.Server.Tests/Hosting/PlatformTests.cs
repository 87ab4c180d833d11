using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Server.Tests.Identity;

namespace Hoplite.Server.Tests.Hosting;

public sealed class PlatformTests
{
    static DateTimeOffset Recently => TimeProvider.System.GetUtcNow().AddMinutes(-2);

    [Fact]
    public async Task What_a_sender_delivers_becomes_an_incident_that_leads_down_to_its_bytes()
    {
        await using var site = await PlatformSite.StartAsync();
        await site.SendAsync(PlatformSite.Guessing(Recently));
        var page = await site.UntilAsync("/api/v1/incidents", p => p["total"]!.GetValue<int>() > 0);
        var incident = page["items"]![0]!;
        Assert.Contains("web01", incident["hosts"]!.AsArray().Select(h => (string)h!));
        var detail = (await site.Admin.GetAsync($"/api/v1/incidents/{incident["id"]}")).Json!;
        Assert.NotEmpty(detail["summary"]!.GetValue<string>());
        Assert.NotEmpty(detail["benign"]!.AsArray());
        Assert.Contains(detail["entities"]!.AsArray(), e => (string)e!["value"]! == "203.0.113.9");
        var finding = (await site.Admin.GetAsync($"/api/v1/findings/{detail["timeline"]![0]!["finding"]}")).Json!;
        Assert.Contains("203.0.113.9", (string)finding["events"]![0]!["raw"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart_and_nothing_twice()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-restart-").FullName;
        string[] before;
        await using (var site = await PlatformSite.StartAsync(folder))
        {
            await site.SendAsync(PlatformSite.Guessing(Recently));
            await site.UntilAsync("/api/v1/incidents", p => p["total"]!.GetValue<int>() > 0);
            await site.UntilAsync("/api/v1/overview", p => p["eventsToday"]!.GetValue<long>() == 31);
            before = Ids((await site.Admin.GetAsync("/api/v1/findings")).Json!);
        }

        await using (var site = await PlatformSite.StartAsync(folder))
        {
            await site.SendAsync(PlatformSite.Guessing(Recently, "198.51.100.7", "web02"));
            await site.UntilAsync("/api/v1/overview", p => p["eventsToday"]!.GetValue<long>() == 62);
            await site.UntilAsync("/api/v1/findings?host=web02", p => p["total"]!.GetValue<int>() > 0);
            var after = (await site.Admin.GetAsync("/api/v1/findings?host=web01")).Json!;
            Assert.Empty(before.Except(Ids(after)));
            Assert.All(after["items"]!.AsArray().GroupBy(f => ((string)f!["rule"]!, (string)f["time"]!, (string)f["detail"]!)), same => Assert.Single(same));
        }

        Directory.Delete(folder, recursive: true);
        static string[] Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(f => (string)f!["id"]!)];
    }

    [Fact]
    public async Task A_count_that_began_before_a_restart_goes_on_after_it()
    {
        const string Counting = "0017fb31-a2d2-5657-b135-ad62415f6d6f";
        var folder = Directory.CreateTempSubdirectory("hoplite-count-").FullName;
        var lines = PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddSeconds(-32)).ToArray();
        await using (var site = await PlatformSite.StartAsync(folder))
        {
            await site.SendAsync(lines[..6]);
            await site.UntilAsync("/api/v1/overview", p => p["eventsToday"]!.GetValue<long>() == 6);
            await site.UntilAsync("/api/v1/sources", p => p["items"]!.AsArray().Any(s => s!["events"]!.GetValue<long>() == 6));
            Assert.Equal(0, (await site.Admin.GetAsync($"/api/v1/findings?rule={Counting}")).Json!["total"]!.GetValue<int>());
        }

        await using (var site = await PlatformSite.StartAsync(folder))
        {
            await site.SendAsync(lines[6..12]);
            await site.UntilAsync($"/api/v1/findings?rule={Counting}", p => p["total"]!.GetValue<int>() == 1);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Noise_is_previewed_suppressed_and_brought_back()
    {
        await using var site = await PlatformSite.StartAsync();
        await site.SendAsync(PlatformSite.Guessing(Recently));
        await site.UntilAsync("/api/v1/incidents?state=open", p => p["total"]!.GetValue<int>() > 0);
        var conditions = new[] { new { field = "src_ip", op = "cidr", value = "203.0.113.0/24" } };
        var preview = (await site.Admin.PostAsync("/api/v1/suppressions/preview", new { rule = (string?)null, conditions, kind = "suppress" })).Json!;
        var hidden = preview["hidden"]!.GetValue<int>();
        Assert.True(hidden > 0, preview.ToString());
        Assert.Contains("0 of them in confirmed incidents", (string)preview["sentence"]!, StringComparison.Ordinal);
        var nothing = await site.Admin.PostAsync("/api/v1/suppressions", new { rule = (string?)null, conditions, kind = "suppress", expires = Recently.AddDays(7) });
        Assert.Equal((HttpStatusCode.BadRequest, true), (nothing.Status, nothing.Why!.Contains("reason", StringComparison.Ordinal)));
        var made = (await site.Admin.PostAsync("/api/v1/suppressions", new { rule = (string?)null, conditions, kind = "suppress", reason = "our own scanner", expires = Recently.AddDays(7) })).Json!;
        Assert.Equal(hidden, made["changed"]!.GetValue<int>());
        Assert.Equal(hidden, (await site.Admin.GetAsync("/api/v1/findings?suppressed=true")).Json!["total"]!.GetValue<int>());
        Assert.Equal(0, (await site.Admin.GetAsync("/api/v1/incidents?state=open")).Json!["total"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.PostAsync("/api/v1/undo", new { token = (string)made["undo"]! })).Status);
        Assert.Equal(0, (await site.Admin.GetAsync("/api/v1/findings?suppressed=true")).Json!["total"]!.GetValue<int>());
        Assert.NotEqual(0, (await site.Admin.GetAsync("/api/v1/incidents?state=open")).Json!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_incident_is_claimed_closed_undone_and_opens_again_when_it_grows()
    {
        await using var site = await PlatformSite.StartAsync();
        var time = Recently;
        await site.SendAsync(PlatformSite.Guessing(time));
        var id = (string)(await site.UntilAsync("/api/v1/incidents", p => p["total"]!.GetValue<int>() == 1))["items"]![0]!["id"]!;
        await ActAsync("claim", null);
        Assert.Equal("ada", (string)(await StateAsync())["owner"]!);
        var closed = await ActAsync("close", "benign");
        Assert.Equal("closed", (string)(await StateAsync())["state"]!);
        await site.Admin.PostAsync("/api/v1/undo", new { token = (string)closed["undo"]! });
        Assert.Equal("claimed", (string)(await StateAsync())["state"]!);
        await ActAsync("close", "benign");
        await site.SendAsync($"<86>1 {time.AddSeconds(60):yyyy-MM-ddTHH:mm:ssZ} web01 sudo 5 - - www-data : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/bash");
        await site.UntilAsync($"/api/v1/incidents/{id}", d => (string)d["incident"]!["state"]! == "new");
        var history = (await site.Admin.GetAsync($"/api/v1/incidents/{id}")).Json!["history"]!.AsArray().Select(h => (string)h!["action"]!).ToArray();
        Assert.Contains("reopened", history);

        async Task<JsonNode> ActAsync(string action, string? verdict) => (await site.Admin.PostAsync("/api/v1/incidents/actions", new { ids = new[] { id }, action, verdict })).Json!;
        async Task<JsonNode> StateAsync() => (await site.Admin.GetAsync($"/api/v1/incidents/{id}")).Json!["incident"]!;
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_raw_with_its_reason_and_shown_on_its_source()
    {
        await using var site = await PlatformSite.StartAsync();
        await site.SendAsync("{\"a\": 1}", "{\"broken\": ", "{\"b\": 2}");
        var sources = await site.UntilAsync("/api/v1/sources", p => p["items"]!.AsArray().Any(s => s!["problems"]!.AsArray().Count > 0));
        Assert.Contains(sources["items"]!.AsArray(), s => s!["rejected"]!.GetValue<long>() == 1);
        await site.UntilAsync("/api/v1/overview", p => p["eventsToday"]!.GetValue<long>() >= 3);
        var raw = (await site.Admin.PostAsync("/api/v1/hunt", new { query = "where service == 'unparsed' | project message, ['hoplite.reason']" })).Json!;
        Assert.Equal("{\"broken\": ", (string)raw["rows"]![0]![0]!);
        Assert.NotEmpty((string)raw["rows"]![0]![1]!);
    }

    [Fact]
    public async Task Rules_that_change_are_taken_up_without_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-rules-").FullName;
        await using (var site = await PlatformSite.StartAsync(change: o => o with { Rules = o.Rules with { Paths = [folder] } }))
        {
            await site.SendAsync("{\"marker\": \"kestrel-42\", \"host\": \"h1\"}");
            await site.UntilAsync("/api/v1/overview", p => p["eventsToday"]!.GetValue<long>() == 1);
            await File.WriteAllTextAsync(Path.Combine(folder, "new.yml"), """
                title: A marker was seen
                id: 5f0c63f4-4e2f-4f7c-9d1e-8a1c7c1b2d3e
                status: stable
                level: high
                logsource: { category: application }
                detection:
                  marker: ['kestrel-42']
                  condition: marker
                """, TestContext.Current.CancellationToken);
            await site.UntilAsync("/api/v1/detections", d => d["items"]!.AsArray().Any(r => (string)r!["title"]! == "A marker was seen"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_test_event_is_followed_all_the_way()
    {
        await using var site = await PlatformSite.StartAsync();
        var sent = (await site.Admin.PostAsync("/api/v1/trace", new { })).Json!;
        var arrived = await site.UntilAsync($"/api/v1/trace/{sent["id"]}", t => t["stored"] is not null && t["incident"] is not null);
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.GetAsync($"/api/v1/incidents/{arrived["incident"]}")).Status);
    }

    [Fact]
    public async Task Without_signing_in_there_is_nothing_but_the_page_that_asks_for_it()
    {
        await using var site = await PlatformSite.StartAsync();
        var open = new HashSet<string>(StringComparer.Ordinal)
        {
            "GET /api/v1/session", "POST /api/v1/identity/setup", "POST /api/v1/identity/sign-in", "POST /api/v1/identity/sign-in/totp", "POST /api/v1/identity/invitation",
            "POST /api/v1/identity/passkey/options", "POST /api/v1/identity/passkey/sign-in", "GET /healthz", "GET /readyz", "GET /{**path}",
            "GET /.well-known/acme-challenge/{token}", "GET /services/collector/health", "GET /services/collector/health/1.0",
        };
        foreach (var ingest in new[] { "/ingest", "/v1/logs", "/_bulk", "/services", "/elastic", "/_", "/{index}" }) OpenWithToken(site, ingest, open);
        await EveryEndpoint.IsShutAsync(site.Server.App, open);
    }

    // Listeners ask for the token of a source instead; that they do is tested with them.
    static void OpenWithToken(PlatformSite site, string prefix, HashSet<string> open)
    {
        foreach (var endpoint in Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>(site.Server.App.Services).Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>())
            if (endpoint.RoutePattern.RawText is { } text && ("/" + text.Trim('/')).StartsWith(prefix, StringComparison.Ordinal)) open.Add("/" + text.Trim('/'));
    }
}
