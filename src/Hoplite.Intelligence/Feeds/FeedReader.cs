using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Hoplite.Intelligence.Taxii.Client;

namespace Hoplite.Intelligence.Feeds;

/// <summary>Fetches files of feeds. It believes nothing the server says about where to go, or how much to read, and shows the secret to nobody else.</summary>
public sealed class FeedReader : IDisposable
{
    const int MostRedirects = 3;
    const int LongestVersion = 512;

    readonly HttpClient _http;
    readonly FeedReach _reach;
    readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    public FeedReader(FeedReach reach, TimeProvider? time = null)
    {
        (_reach, _time) = (reach, time ?? TimeProvider.System);
        var handler = PrivateAddresses.Handler(reach.Allowed);

        // Redirects are followed here: a header of one's own would go along to wherever they lead.
        handler.AllowAutoRedirect = false;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Hoplite");
    }

    /// <summary>Fetches a file.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="known">The version that is here already; null for none.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null when the version that is here is still the newest.</returns>
    /// <exception cref="FeedException">It does not come as it should.</exception>
    public async Task<FeedFile?> GetAsync(Uri address, FeedVersion? known = null, CancellationToken cancellation = default)
    {
        using var patience = new CancellationTokenSource(_reach.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await FollowAsync(address, known, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new FeedException(string.Create(CultureInfo.InvariantCulture, $"the server did not finish within {_reach.Timeout.TotalSeconds:0} seconds"), late);
        }
        catch (Exception wrong) when (wrong is HttpRequestException or IOException or InvalidDataException)
        {
            throw new FeedException(wrong.InnerException is HttpRequestException inner ? inner.Message : wrong.Message, wrong);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    async Task<FeedFile?> FollowAsync(Uri address, FeedVersion? known, CancellationToken cancellation)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            RequireAllowed(at);
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            if (_reach is { Header: { } header, Secret: { } secret } && at.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority)) request.Headers.TryAddWithoutValidation(header, secret);
            if (known?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            if (known?.LastModified is { } date) request.Headers.TryAddWithoutValidation("If-Modified-Since", date);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.NotModified && (known?.ETag ?? known?.LastModified) is not null) return null;
            if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } there)
            {
                if (redirects == MostRedirects) throw new FeedException($"the server sends us on more than {MostRedirects} times");
                at = new Uri(at, there);
                continue;
            }

            if (answer.StatusCode != HttpStatusCode.OK) throw new FeedException($"the server answered {(int)answer.StatusCode}", (int)answer.StatusCode, Wait(answer.Headers.RetryAfter));
            return new FeedFile(await ReadAsync(answer.Content, cancellation).ConfigureAwait(false), VersionOf(answer));
        }
    }

    async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var whole = new MemoryStream();
        var block = new byte[64 << 10];
        while (await stream.ReadAsync(block, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            if (whole.Length + read > _reach.MaxFileBytes) throw new FeedException($"the file is longer than {_reach.MaxFileBytes} bytes", FeedException.TooLong, null);
            whole.Write(block, 0, read);
        }

        return whole.ToArray();
    }

    void RequireAllowed(Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && _reach.AllowHttp)) return;
        throw new FeedException(address.Scheme == Uri.UriSchemeHttp ? $"{address.Host} is to be read without TLS; use https, or allow it with allow_http" : $"{address.Scheme} is no way to read a feed; use https");
    }

    static FeedVersion VersionOf(HttpResponseMessage answer) => new(Text(answer.Headers, "ETag"), Text(answer.Content.Headers, "Last-Modified"));

    static string? Text(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= LongestVersion } text ? text : null;

    TimeSpan? Wait(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
}
