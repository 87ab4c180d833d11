using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Tests.Identity;

namespace Hoplite.Server.Tests.Hosting;

/// <summary>A whole server over a scratch folder, with one source that delivers over HTTP and an administrator who is signed in.</summary>
sealed class PlatformSite : IAsyncDisposable
{
    // A busy machine takes more than a minute for the policy engine alone.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    const string Password = "a quite long passphrase";

    readonly bool _ownsFolder;
    HttpClient _sender = null!;

    PlatformSite(string? folder, Func<ServeOptions, ServeOptions>? change)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("hoplite-platform-").FullName;
        var options = new ServeOptions
        {
            Data = Path.Combine(Folder, "data"), Web = new WebOptions { Port = 0 }, People = new PeopleOptions { RequireSecondFactor = false },
            Store = new StoreOptions { MinFreeMb = 0, MemoryMb = 256 },
        };
        Server = HopliteServer.Create(change?.Invoke(options) ?? options);
    }

    public string Folder { get; }

    public HopliteServer Server { get; }

    public Browser Admin { get; private set; } = null!;

    public Uri Address => new(Server.Addresses[0]);

    /// <summary>Starts one.</summary>
    /// <param name="folder">Its folder; a new one when null.</param>
    /// <param name="change">Changes its configuration.</param>
    public static async Task<PlatformSite> StartAsync(string? folder = null, Func<ServeOptions, ServeOptions>? change = null)
    {
        var site = new PlatformSite(folder, change);
        await site.Server.StartAsync(TestContext.Current.CancellationToken);
        site.Admin = new Browser(site.Address);
        var session = await site.Admin.GetAsync("/api/v1/session");
        var body = new { name = "ada", password = Password };
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.PostAsync((bool)session.Json!["isSetUp"]! ? "sign-in" : "setup", body)).Status);
        var (_, token) = site.Server.Platform.Sources.Enrol("test sender", "http", null);
        site._sender = new HttpClient { BaseAddress = site.Address };
        site._sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return site;
    }

    /// <summary>Delivers lines of any format.</summary>
    public Task SendAsync(params IEnumerable<string> lines) => SendAsync(_sender, lines);

    /// <summary>Delivers lines as a source of their own.</summary>
    public async Task SendAsAsync(string source, params IEnumerable<string> lines)
    {
        using var sender = new HttpClient { BaseAddress = Address };
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.Platform.Sources.Enrol(source, "http", null).Token);
        await SendAsync(sender, lines);
    }

    static async Task SendAsync(HttpClient sender, IEnumerable<string> lines)
    {
        using var answer = await sender.PostAsync(new Uri("/ingest", UriKind.Relative), new StringContent(string.Join('\n', lines) + "\n", Encoding.UTF8), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Asks the API until the answer is as wanted; the platform works in its own time.</summary>
    public Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> wanted) => UntilAsync(path, () => Admin.GetAsync(path), wanted);

    /// <summary>Hunts until the answer is as wanted.</summary>
    public Task<JsonNode> UntilHuntAsync(string query, Func<JsonNode, bool> wanted) => UntilAsync(query, () => Admin.PostAsync("/api/v1/hunt", new { query }), wanted);

    static async Task<JsonNode> UntilAsync(string what, Func<Task<Answer>> ask, Func<JsonNode, bool> wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        JsonNode? last = null;
        try
        {
            do
            {
                last = (await ask()).Json;
                if (last is not null && wanted(last)) return last;
            }
            while (await tick.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            // The last answer says what was there instead.
        }

        throw new TimeoutException($"{what} never became as wanted; it was {last}");
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        Admin.Dispose();
        await Server.DisposeAsync();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Guessing of passwords, then a login; what an sshd writes about it.</summary>
    public static IEnumerable<string> Guessing(DateTimeOffset time, string address = "203.0.113.9", string host = "web01")
    {
        for (var i = 0; i < 30; i++)
            yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<38>1 {time.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ} {host} sshd {1000 + i} - - Failed password for root from {address} port {40000 + i} ssh2");
        yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<38>1 {time.AddSeconds(31):yyyy-MM-ddTHH:mm:ssZ} {host} sshd 1999 - - Accepted password for root from {address} port 41999 ssh2");
    }
}
