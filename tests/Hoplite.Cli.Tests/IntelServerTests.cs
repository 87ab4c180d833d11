using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Hoplite.Cli.Tests.Mcp;
using Hoplite.Server.Intelligence;

namespace Hoplite.Cli.Tests;

/// <summary>What <c>hoplite intel</c> asks of running servers.</summary>
public sealed class IntelServerTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-intel-server-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_servers_become_a_community_ask_each_other_and_compare_their_attackers()
    {
        await using var north = await MemberAsync("North");
        await using var south = await MemberAsync("South");
        var invitation = Good(Run(north, "peers", "invite", "South", "--clearance", "amber")).Trim();
        Good(Run(south, "peers", "join", invitation, "--name", "South"));
        await PostAsync(north, "intelligence/indicators", new { value = "45.155.205.7" });
        await PostAsync(south, "intelligence/indicators", new { value = "45.155.205.7" });
        Assert.Contains("bad", Good(Run(north, "peers", "ask", "45.155.205.7")), StringComparison.Ordinal);
        var compared = Good(Run(north, "peers", "compare", "south"));
        Assert.Contains("1 in common, of 1 of yours and 1 of theirs", compared, StringComparison.Ordinal);
        Assert.Contains("45.155.205.7", compared, StringComparison.Ordinal);
        var nobody = Run(north, "peers", "compare", "nobody");
        Assert.Equal(2, nobody.Exit);
        Assert.Contains("no member is called 'nobody'", nobody.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_of_a_server_is_written_as_a_bundle()
    {
        await using var server = await LiveServer.StartAsync(null, "write:incidents");
        using var sender = new HttpClient { BaseAddress = new Uri(server.Address) };
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Platform.Sources.Enrol("sender", "http", null).Token);
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var lines = Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"<38>1 {now.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ} ward7 sshd {1000 + i} - - Failed password for root from 45.155.205.233 port {40000 + i} ssh2"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"<38>1 {now.AddSeconds(31):yyyy-MM-ddTHH:mm:ssZ} ward7 sshd 1999 - - Accepted password for root from 45.155.205.233 port 41999 ssh2"));
        using var content = new StringContent(string.Join('\n', lines) + "\n");
        (await sender.PostAsync(new Uri("/ingest", UriKind.Relative), content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        var target = Path.Combine(_folder.FullName, "incident.json");
        (int Exit, string Output, string Errors) written = default;
        using (var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4)))
            do written = Run(server, "export", "--incident", "1", "--tlp", "green", "--to", target);
            while (written.Exit != 0 && !patience.IsCancellationRequested);
        Assert.True(written.Exit == 0, written.Errors);
        var objects = JsonNode.Parse(await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken))!["objects"]!.AsArray();
        Assert.Contains(objects, o => (string?)o!["pattern"] == "[ipv4-addr:value = '45.155.205.233']");
        Assert.DoesNotContain("ward7", objects.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("no incident #77", Run(server, "export", "--incident", "77", "--to", target).Errors, StringComparison.Ordinal);
    }

    static async Task<LiveServer> MemberAsync(string name)
    {
        // The address belongs to what others are told, so the port has to be known first.
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        return await LiveServer.StartAsync(o => o with
        {
            Web = o.Web with { Port = port },
            Intelligence = new IntelligenceOptions { Community = "valley", Name = name, Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), PrivateNetworks = ["127.0.0.0/8"], FetchEverySeconds = 1 },
        }, "write:incidents", "admin");
    }

    (int Exit, string Output, string Errors) Run(LiveServer server, params string[] arguments)
    {
        var token = Path.Combine(_folder.FullName, Guid.NewGuid().ToString());
        File.WriteAllText(token, server.Token);
        return Program.Run(["intel", .. arguments, "--server", server.Address, "--token-file", token]);
    }

    static string Good((int Exit, string Output, string Errors) run)
    {
        Assert.True(run.Exit == 0, run.Output + run.Errors);
        return run.Output;
    }

    static async Task PostAsync(LiveServer server, string path, object body)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(client, new Uri("/api/v1/" + path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
