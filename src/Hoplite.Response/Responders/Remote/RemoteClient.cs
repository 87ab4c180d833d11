using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Makes requests of other systems: bounded in time and size, no detours, no cookies, no proxy, no shared state.</summary>
sealed class RemoteClient : IDisposable
{
    const int LongestAnswer = 1 << 20;

    readonly HttpClient _client;
    readonly TimeSpan _patience;

    /// <param name="authority">A file with the certificate, in PEM, that the other side's must come from; null for those of the system.</param>
    /// <param name="patience">How long an answer is waited for.</param>
    public RemoteClient(string? authority, TimeSpan patience)
    {
        _patience = patience > TimeSpan.Zero && patience <= TimeSpan.FromMinutes(1) ? patience : throw new FormatException("an answer is waited for between 1s and 60s");
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = patience, MaxResponseHeadersLength = 32, ConnectCallback = RemoteSocket.ConnectAsync };
        if (authority is not null) handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = OnlyFrom(authority) };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

        // CrowdSec lets nobody in who does not say a name and a version.
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Hoplite/{typeof(RemoteClient).Assembly.GetName().Version?.ToString(2)}");
    }

    /// <summary>Makes a request.</summary>
    /// <exception cref="ResponderException">A header cannot be sent.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public async Task<RemoteAnswer> SendAsync(HttpMethod method, Uri address, string? json, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (value.Any(c => c is < ' ' or > '~') || !request.Headers.TryAddWithoutValidation(name, value)) throw new ResponderException($"the header {name} has a value that no header can have");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_patience);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            return new RemoteAnswer(RemoteOutcome.Answered, (int)answer.StatusCode, await StartAsync(answer, limit.Token).ConfigureAwait(false), "");
        }
        catch (HttpRequestException wrong) when (wrong.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new RemoteAnswer(RemoteOutcome.NotSent, 0, "", $"{address.Host} could not be reached ({wrong.HttpRequestError})");
        }
        catch (Exception wrong) when (wrong is HttpRequestException or IOException)
        {
            return new RemoteAnswer(RemoteOutcome.Unknown, 0, "", $"{address.Host} did not answer to the end");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new RemoteAnswer(RemoteOutcome.Unknown, 0, "", $"{address.Host} did not answer in time");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    static async Task<string> StartAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var text = new MemoryStream();
            var buffer = new byte[8192];
            while (text.Length < LongestAnswer && await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, LongestAnswer - text.Length)), cancellation).ConfigureAwait(false) is var got and > 0) text.Write(buffer, 0, got);
            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
    }

    static X509ChainPolicy OnlyFrom(string file)
    {
        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy;
        }
        catch (Exception wrong) when (wrong is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file} is no certificate in PEM that can be read", wrong);
        }
    }
}
