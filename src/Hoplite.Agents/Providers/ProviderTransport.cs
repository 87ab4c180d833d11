using System.Net;
using Hoplite.Agents.Answers;
using Hoplite.Agents.Models;

namespace Hoplite.Agents.Providers;

/// <summary>The HTTP below the client of a vendor. It gives the vendor's code nothing that was not checked: no redirect, no error page, no answer that is too long, too deep or no JSON.</summary>
sealed class ProviderTransport(HttpMessageHandler wire, TimeProvider clock) : DelegatingHandler(wire)
{
    /// <summary>The longest message of a provider.</summary>
    public const int Longest = 4 << 20;

    const int LongestHeadersKb = 32;

    /// <summary>Makes a client for a provider.</summary>
    public static HttpClient Client(ProviderOptions options, TimeProvider clock) => new(new ProviderTransport(Wire(), clock))
    {
        // The steps above bound every request in time.
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = Longest,
        // Without a slash at its end the last part of a path would be replaced.
        BaseAddress = new UriBuilder(options.Url!) { Path = options.Url!.AbsolutePath.TrimEnd('/') + "/" }.Uri,
    };

    // Nothing by surprise: no proxy of the environment, no cookies, no credentials, no decompression, and certificates as the system trusts them.
    static SocketsHttpHandler Wire() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = LongestHeadersKb,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            var response = await base.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode) return await CheckedAsync(response, cancellation);
            using (response) throw Refusal(response);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new NoAnswerException(CallOutcome.Unreachable, Reason(broken), isWorthRepeating: broken is not HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ConfigurationLimitExceeded }, cause: broken);
        }
    }

    static async Task<HttpResponseMessage> CheckedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > Longest) throw Bad(response, "it is too long");
        var bytes = await ReadAsync(response, cancellation);
        if (!StrictJson.TryRead(bytes, Longest, out _, out var problem)) throw Bad(response, problem);
        var content = new ReadOnlyMemoryContent(bytes);
        content.Headers.ContentType = new("application/json");
        response.Content.Dispose();
        response.Content = content;
        return response;
    }

    static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[16 << 10];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > Longest) throw Bad(response, "it is too long");
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, Longest + 1));
        }
    }

    static NoAnswerException Bad(HttpResponseMessage response, string problem)
    {
        response.Dispose();
        return new(CallOutcome.BadEnvelope, problem);
    }

    NoAnswerException Refusal(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var after = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return new(CallOutcome.HttpError, $"HTTP {status}", after > TimeSpan.Zero ? after : null, isWorthRepeating: status is 408 or 429 or >= 500);
    }

    static string Reason(Exception broken) => (broken as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection: its certificate is not trusted, or it speaks no TLS",
        HttpRequestError.ResponseEnded => "the connection broke",
        _ => "the connection failed",
    };
}
