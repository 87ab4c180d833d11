using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Incidents.Reports;

namespace Hoplite.Cli.Responding;

/// <summary>Talks to the API of a running server. The token travels over TLS, or stays on this machine.</summary>
sealed class ServerLink : IDisposable
{
    const int LongestToken = 4_096;
    const int LongestAnswer = 16 << 20;

    readonly HttpClient _http;

    ServerLink(Uri server, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server, MaxResponseContentBufferSize = LongestAnswer, Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Opens it.</summary>
    /// <param name="address">The address of the server.</param>
    /// <param name="tokenFile">A file with the token; null for the variable <c>HOPLITE_TOKEN</c>.</param>
    /// <exception cref="UsageException">One of them cannot be used.</exception>
    public static ServerLink Open(string address, string? tokenFile) => new(Server(address), Token(tokenFile));

    /// <summary>The address of a server: TLS, or this machine.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Uri Server(string address) =>
        Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var server) && (server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback)) && server.UserInfo.Length == 0
            ? server : throw new UsageException($"'{SafeText.OneLine(address, 200)}' is no address of a server: it begins with https://, or with http:// on this machine");

    /// <summary>The token; never an argument, since those can be seen by everybody on the machine.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Token(string? file)
    {
        var token = (file is null ? Environment.GetEnvironmentVariable("HOPLITE_TOKEN") : File.ReadAllText(file))?.Trim();
        return token is { Length: > 0 and <= LongestToken } && token.All(c => c is > ' ' and < '\u007f') ? token : throw new UsageException("there is no API token: set HOPLITE_TOKEN, or name a file with --token-file");
    }

    /// <summary>Reads.</summary>
    public Task<JsonNode> GetAsync(string path, CancellationToken cancellation) => SendAsync(new HttpRequestMessage(HttpMethod.Get, $"api/v1/{path}"), cancellation);

    /// <summary>Asks for something to be done.</summary>
    public Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellation) => SendAsync(new HttpRequestMessage(HttpMethod.Post, $"api/v1/{path}") { Content = JsonContent.Create(body) }, cancellation);

    /// <summary>Hands over content as it is.</summary>
    public Task<JsonNode> PostBytesAsync(string path, byte[] content, string type, CancellationToken cancellation)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, $"api/v1/{path}") { Content = body }, cancellation);
    }

    /// <summary>Takes something away.</summary>
    public Task<JsonNode> DeleteAsync(string path, CancellationToken cancellation) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"api/v1/{path}"), cancellation);

    /// <summary>Reads content as it is.</summary>
    public Task<byte[]> GetBytesAsync(string path, CancellationToken cancellation) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Get, $"api/v1/{path}"), (answer, token) => answer.Content.ReadAsByteArrayAsync(token), cancellation);

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    Task<JsonNode> SendAsync(HttpRequestMessage request, CancellationToken cancellation) => AskAsync(request, async (answer, token) =>
    {
        var text = await answer.Content.ReadAsStringAsync(token);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text) ?? new JsonObject();
    }, cancellation);

    async Task<T> AskAsync<T>(HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            if (answer.IsSuccessStatusCode) return await read(answer, cancellation);
            throw new UsageException(Problem(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation)));
        }
        catch (HttpRequestException unreachable)
        {
            throw new UsageException($"the server at {_http.BaseAddress} does not answer: {SafeText.OneLine(unreachable.Message, 200)}");
        }
        catch (JsonException)
        {
            throw new UsageException($"what answers at {_http.BaseAddress} is no Hoplite server");
        }
        finally
        {
            request.Dispose();
        }
    }

    static string Problem(HttpStatusCode status, string text)
    {
        try
        {
            if ((string?)JsonNode.Parse(text)?["detail"] is { } detail) return SafeText.OneLine(detail, 500);
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // Not a problem of ours; its status says enough.
        }

        return status switch
        {
            HttpStatusCode.Unauthorized => "the server does not know this token",
            HttpStatusCode.Forbidden => "this token may not do that: it needs the scope 'respond' and somebody who is at least a responder",
            HttpStatusCode.NotFound => "there is no such thing on the server",
            _ => $"the server answered {(int)status}",
        };
    }
}
