using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Hoplite.Server.Tls.Acme;

/// <summary>An answer of the authority.</summary>
/// <param name="Body">What it says.</param>
/// <param name="Location">Where what was made is; null when nothing was.</param>
/// <param name="Wait">How long it asks us to wait.</param>
sealed record AcmeAnswer(string Body, Uri? Location, TimeSpan? Wait)
{
    public JsonNode Json => JsonNode.Parse(Body) ?? throw new InvalidDataException("the authority answered nothing");
}

/// <summary>Speaks with the authority: every request is signed and carries a nonce of its last answer.</summary>
sealed class AcmeConnection(HttpClient client, AcmeKey key)
{
    const int LongestAnswer = 1 << 20;

    string? _nonce;

    /// <summary>The account, once there is one.</summary>
    public string? Account { get; set; }

    /// <summary>Where new nonces are.</summary>
    public Uri? NonceSource { get; set; }

    /// <summary>Reads the directory.</summary>
    public async Task<JsonNode> DirectoryAsync(Uri address, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(address, cancellation).ConfigureAwait(false);
        return (await ReadAsync(answer, cancellation).ConfigureAwait(false)).Json;
    }

    /// <summary>Sends a signed request; once more when its nonce was too old.</summary>
    public async Task<AcmeAnswer> PostAsync(Uri url, object? payload, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            _nonce ??= await NonceAsync(cancellation).ConfigureAwait(false);
            using var content = new ByteArrayContent(key.Sign(url, _nonce, Account, payload));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/jose+json");
            using var answer = await client.PostAsync(url, content, cancellation).ConfigureAwait(false);
            _nonce = Nonce(answer);
            try
            {
                return await ReadAsync(answer, cancellation).ConfigureAwait(false);
            }
            catch (AcmeRefusal refusal) when (refusal.Kind.EndsWith(":badNonce", StringComparison.Ordinal) && attempt < 3)
            {
            }
        }
    }

    async Task<string> NonceAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, NonceSource);
        using var answer = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        return Nonce(answer) ?? throw new InvalidDataException("the authority gave no nonce");
    }

    static string? Nonce(HttpResponseMessage answer) => answer.Headers.TryGetValues("Replay-Nonce", out var values) ? values.First() : null;

    static async Task<AcmeAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await answer.Content.LoadIntoBufferAsync(LongestAnswer, cancellation).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode) return new AcmeAnswer(body, answer.Headers.Location, answer.Headers.RetryAfter?.Delta);
        var problem = body.StartsWith('{') ? JsonNode.Parse(body) : null;
        throw new AcmeRefusal((string?)problem?["type"] ?? "", $"the authority answered {(int)answer.StatusCode}: {(string?)problem?["detail"]}");
    }
}

/// <summary>The authority said no.</summary>
/// <param name="kind">The kind of problem.</param>
/// <param name="message">Its words.</param>
sealed class AcmeRefusal(string kind, string message) : Exception(message)
{
    public string Kind { get; } = kind;
}
