using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Server.Tests.Identity;

/// <summary>An answer, with its body when that is JSON.</summary>
sealed record Answer(HttpStatusCode Status, JsonNode? Json, string Text, HttpResponseMessage Message)
{
    public string? Next => (string?)Json?["next"];

    public string? Why => (string?)Json?["detail"];

    public string? Kind => (string?)Json?["type"];
}

/// <summary>Keeps cookies and sends what the console sends.</summary>
sealed class Browser : IDisposable
{
    readonly HttpClient _client;

    public Browser(Uri address)
    {
        Address = address;
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    public string? Session => Cookies.GetCookies(Address)["hoplite-session"]?.Value;

    public Task<Answer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/identity/" + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        request.Headers.Add("X-Hoplite", "1");
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        change?.Invoke(request);
        var message = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(message.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, text, message);
    }

    public async Task<JsonNode?> UserAsync() => (await GetAsync("/api/v1/session")).Json!["user"];

    public void Dispose() => _client.Dispose();
}
