using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hoplite.Response.OpenC2;

/// <summary>Sends commands to one consumer (OpenC2 over HTTPS 1.1): TLS 1.2 at least, no early data, no detours.</summary>
public sealed class OpenC2Producer : IDisposable
{
    readonly HttpClient _client;
    readonly Uri _address;
    readonly ProducerOptions _options;
    readonly TimeProvider _clock;

    /// <param name="consumer">The consumer, as in <c>https://filter.example</c>; the path is the well-known one.</param>
    /// <param name="options">How to speak to it.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="ArgumentException">The address is not one of HTTPS.</exception>
    public OpenC2Producer(Uri consumer, ProducerOptions options, TimeProvider clock)
    {
        if (consumer.Scheme != Uri.UriSchemeHttps) throw new ArgumentException($"{consumer.Scheme} is not https");
        (_address, _options, _clock) = (new Uri(consumer, OpenC2ContentType.Path), options, clock);
        var tls = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (_options.Certificate is { } own) tls.ClientCertificates = [own];
        if (_options.Authority is { } authority)
        {
            // The chain must end in this one and nowhere else; names are looked at all the same.
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.Add(authority);
        }
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, SslOptions = tls, ConnectTimeout = _options.Patience };
        _client = new HttpClient(handler) { Timeout = _options.Patience, MaxResponseContentBufferSize = OpenC2Reader.MaxBytes };
    }

    /// <summary>Sends a command and waits for the answer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="requestId">What the request is known by, the same for every try at the same effect; null for one of its own.</param>
    /// <returns>The answer; null when none was wanted.</returns>
    /// <exception cref="OpenC2Exception">What came back is no answer to it, or nothing came: the status is 503, and it is not known whether the command was done.</exception>
    public async ValueTask<OpenC2Response?> SendAsync(OpenC2Command command, CancellationToken cancellation, string? requestId = null)
    {
        var id = requestId ?? Guid.NewGuid().ToString();
        var headers = _options.HasEnvelope ? new OpenC2Headers { RequestId = id, Created = _clock.GetUtcNow(), From = _options.Name } : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(OpenC2Writer.Command(command, headers)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(OpenC2ContentType.Message);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(OpenC2ContentType.Message));
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        request.Headers.Date = _clock.GetUtcNow();
        request.Headers.Add("X-Request-ID", id);
        try
        {
            using var answer = await _client.SendAsync(request, cancellation).ConfigureAwait(false);
            return Read(command, id, answer, await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
        }
        catch (Exception wrong) when (wrong is HttpRequestException or IOException || (wrong is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new OpenC2Exception(503, $"{_address.Host} gave no answer: {wrong.Message}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    OpenC2Response? Read(OpenC2Command command, string id, HttpResponseMessage answer, byte[] body)
    {
        if (body.Length == 0) return command.Args.ResponseRequested == ResponseType.None ? null : throw new OpenC2Exception(503, $"{_address.Host} answered with nothing and status {(int)answer.StatusCode}");
        if (!OpenC2ContentType.IsAnswer(answer.Content.Headers.ContentType?.ToString())) throw new OpenC2Exception(503, $"{_address.Host} answered with something else and status {(int)answer.StatusCode}");
        var (headers, response) = OpenC2Reader.Response(body);
        var known = headers?.RequestId ?? (answer.Headers.TryGetValues("X-Request-ID", out var values) ? values.First() : null);
        return known == id ? response : throw new OpenC2Exception(503, $"{_address.Host} answered another request");
    }
}

/// <summary>How a producer speaks to a consumer.</summary>
public sealed record ProducerOptions
{
    /// <summary>The certificate, with its key, that says who sends; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The authority that the consumer's certificate must come from, or that certificate itself; null for those of the system.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary>Its own name in headers.</summary>
    public string? Name { get; init; }

    /// <summary>How long it waits for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether commands go out in an envelope with headers, as HTTPS 1.1 has it; bare ones are what HTTPS 1.0 has.</summary>
    public bool HasEnvelope { get; init; } = true;
}
