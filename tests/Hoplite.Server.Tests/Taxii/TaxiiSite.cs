using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Server.Taxii;
using Hoplite.Tests;
using Hoplite.Server.Tests.Hosting;

namespace Hoplite.Server.Tests.Taxii;

/// <summary>A server with TAXII content, and a client that is somebody there.</summary>
sealed class TaxiiSite : IAsyncDisposable
{
    public const string Media = "application/taxii+json;version=2.1";
    public const string Full = "/trustgroup1/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/";
    public const string Empty = "/trustgroup1/collections/365fed99-08fa-fdcd-a1b3-fb247eb41d01/";
    public const string Forbidden = "/trustgroup1/collections/64993447-4d7e-4f70-b94d-d7f33742ee63/";

    readonly PlatformSite _site;
    readonly HttpClient _client;

    TaxiiSite(PlatformSite site)
    {
        _site = site;
        _client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = site.Address };
    }

    public Uri Address => _site.Address;

    public PlatformSite Platform => _site;

    public static async Task<TaxiiSite> StartAsync(Func<TaxiiOptions, TaxiiOptions>? change = null, bool preload = true)
    {
        var options = new TaxiiOptions
        {
            Enabled = true, Preload = preload ? SharedData.Require("taxii/default_data.json") : null, MaxPageSize = 20,
            Users = [new TaxiiUserOptions { Name = "admin", Password = "Password0" }, new TaxiiUserOptions { Name = "user1", Password = "Password1", CanWrite = false }],
        };
        return new TaxiiSite(await PlatformSite.StartAsync(null, o => o with { Taxii = change?.Invoke(options) ?? options }));
    }

    public Task<Reply> GetAsync(string path, Action<HttpRequestMessage>? change = null) => SendAsync(HttpMethod.Get, path, null, change);

    public Task<Reply> PostAsync(string path, JsonNode body, Action<HttpRequestMessage>? change = null) => SendAsync(HttpMethod.Post, path, body.ToJsonString(), change);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", Media);
        request.Headers.Authorization = As("admin", "Password0");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Media);
        }

        change?.Invoke(request);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var packed = answer.Content.Headers.ContentEncoding.FirstOrDefault();
        return new Reply(
            (int)answer.StatusCode, answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null, bytes.Length == 0 || packed is not null ? null : JsonNode.Parse(bytes), bytes, packed,
            name => answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null);
    }

    public static AuthenticationHeaderValue As(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    public static JsonObject Envelope(params IEnumerable<JsonNode> objects) => new() { ["objects"] = new JsonArray([.. objects.Select(o => o.DeepClone())]) };

    public static JsonObject Item(string modified = "2017-01-27T13:49:53.935Z", string? id = null) => new()
    {
        ["type"] = "course-of-action", ["spec_version"] = "2.1", ["id"] = id ?? $"course-of-action--{Guid.NewGuid()}", ["created"] = "2017-01-27T13:49:53.935Z", ["modified"] = modified, ["name"] = "Test",
    };

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }
}

/// <summary>One site for tests that only read.</summary>
public sealed class ReadOnlySite : IAsyncLifetime
{
    internal TaxiiSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await TaxiiSite.StartAsync();

    public ValueTask DisposeAsync() => Site?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>What came back.</summary>
sealed record Reply(int Status, string? Type, JsonNode? Json, byte[] Bytes, string? Encoding, Func<string, string?> Header)
{
    public IReadOnlyList<string> Ids => [.. (Json?["objects"]?.AsArray() ?? []).Select(o => (string)o!["id"]!)];

    public string? First => Header("X-TAXII-Date-Added-First");

    public string? Last => Header("X-TAXII-Date-Added-Last");
}
