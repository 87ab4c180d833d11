using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Hoplite.Server.Tests.Hosting;

public sealed class PressureTests
{
    [Fact]
    public async Task With_a_full_disk_senders_are_told_to_wait_and_reading_goes_on()
    {
        await using var site = await PlatformSite.StartAsync(change: o => o with { Store = o.Store with { MinFreeMb = int.MaxValue } });
        var (_, token) = site.Server.Platform.Sources.Enrol("other", "http", null);
        using var sender = new HttpClient { BaseAddress = site.Address };
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await sender.PostAsync(new Uri("/ingest", UriKind.Relative), new StringContent("{\"a\":1}\n"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        var overview = (await site.Admin.GetAsync("/api/v1/overview")).Json!;
        Assert.Contains(overview["health"]!.AsArray(), c => (string)c!["name"]! == "disk" && (string)c["state"]! == "bad" && c["fix"] is not null);
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_can_read_what_is_kept()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var site = await PlatformSite.StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(site.Server.Platform.Data));
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_in_one_sentence()
    {
        await using var site = await PlatformSite.StartAsync();
        var refused = await Assert.ThrowsAsync<IOException>(() => PlatformSite.StartAsync(site.Folder));
        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_deliveries_neither_end_anything_nor_hold_up_a_neighbour()
    {
        await using var site = await PlatformSite.StartAsync();
        await site.SendAsync(new string('{', 100_000));
        await site.SendAsync("{\"a\":" + string.Concat(Enumerable.Repeat("[", 5_000)));
        await site.SendAsync("\u0000\u0001\u0002 \uFFFD \u202E {\"x\": \"\u0007\"}");
        await site.SendAsync("{\"@timestamp\":\"99999-99-99T99:99:99Z\",\"marker\":\"far\"}", "{\"@timestamp\":\"0001-01-01T00:00:00Z\",\"marker\":\"past\"}", "{\"@timestamp\":\"2999-01-01T00:00:00Z\",\"marker\":\"ahead\"}");
        await site.SendAsync(string.Join(',', Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}=v"))));
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)));
        await site.UntilAsync("/api/v1/incidents", p => p["items"]!.AsArray().Any(i => i!["hosts"]!.AsArray().Any(h => (string)h! == "web01")));
        Assert.All(site.Server.Platform.Supervisor.States, s => Assert.Null(s.Value.Reason));
        var markers = (await site.UntilHuntAsync("where isnotempty(marker) | summarize n = count()", r => r["rows"]![0]![0]!.GetValue<long>() == 3))["rows"]!;
        Assert.NotNull(markers);
    }

    [Fact]
    public async Task Alerts_of_other_tools_become_incidents_with_their_evidence()
    {
        await using var site = await PlatformSite.StartAsync();
        var time = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        await site.SendAsync(new[] { "ET SCAN Nmap Scripting Engine", "ET WEB_SERVER SQL injection attempt", "ET MALWARE Reverse shell callback" }.Select((signature, i) => string.Create(CultureInfo.InvariantCulture,
            $"{{\"timestamp\":\"{time.AddMinutes(i):yyyy-MM-ddTHH:mm:ss.ffffff}+0000\",\"flow_id\":{7 + i},\"event_type\":\"alert\",\"src_ip\":\"203.0.113.5\",\"dest_ip\":\"10.0.0.8\",\"proto\":\"TCP\",\"alert\":{{\"signature_id\":{2000 + i},\"signature\":\"{signature}\",\"category\":\"Attack\",\"severity\":1}}}}")));
        var page = await site.UntilAsync("/api/v1/incidents", p => p["total"]!.GetValue<int>() > 0);
        var detail = (await site.Admin.GetAsync($"/api/v1/incidents/{page["items"]![0]!["id"]}")).Json!;
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.GetAsync($"/api/v1/findings/{detail["timeline"]![0]!["finding"]}")).Status);
    }
}
