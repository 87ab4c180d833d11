using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;

namespace Hoplite.Cli.Tests.Mcp;

/// <summary>A running server over a scratch folder, and a token that only reads.</summary>
sealed class LiveServer : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-cli-server-").FullName;
    readonly HopliteServer _server;
    bool _isStopped;

    LiveServer(Func<ServeOptions, ServeOptions>? change)
    {
        var options = new ServeOptions
        {
            Data = Path.Combine(_folder, "data"), Web = new WebOptions { Port = 0 }, People = new PeopleOptions { RequireSecondFactor = false }, Store = new StoreOptions { MinFreeMb = 0, MemoryMb = 256 },
        };
        _server = HopliteServer.Create(change?.Invoke(options) ?? options);
    }

    public Platform Platform => _server.Platform;

    public string Address => field ??= _server.Addresses[0];

    public string Token { get; private set; } = "";

    /// <summary>Starts one.</summary>
    /// <param name="change">Changes its configuration.</param>
    /// <param name="scopes">What the token may do besides reading.</param>
    public static async Task<LiveServer> StartAsync(Func<ServeOptions, ServeOptions>? change = null, params string[] scopes)
    {
        var live = new LiveServer(change);
        await live._server.StartAsync(TestContext.Current.CancellationToken);
        using var browser = new HttpClient { BaseAddress = new Uri(live.Address) };
        browser.DefaultRequestHeaders.Add("X-Hoplite", "1");
        browser.DefaultRequestHeaders.Add("Origin", new Uri(live.Address).GetLeftPart(UriPartial.Authority));
        await PostAsync(browser, "setup", new { name = "ada", password = "a quite long passphrase" });
        live.Token = (string)(await PostAsync(browser, "tokens", new { name = "reader", scopes = (string[])["read:incidents", "read:events", "read:rules", .. scopes], days = 3 }))["secret"]!;
        return live;
    }

    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        await _server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    static async Task<JsonNode> PostAsync(HttpClient browser, string path, object body)
    {
        using var answer = await browser.PostAsJsonAsync(new Uri("/api/v1/identity/" + path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
