using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Hoplite.Intelligence.Stix.Reading;

namespace Hoplite.Intelligence.Taxii.Client;

/// <summary>Speaks TAXII 2.1 with another server. It believes nothing that server says about where to go, or how much to read.</summary>
public sealed class TaxiiClient : IDisposable
{
    const int MostDepth = 64;

    readonly HttpClient _http;
    readonly TaxiiClientOptions _options;
    readonly TimeProvider _time;

    /// <summary>Makes a client.</summary>
    public TaxiiClient(TaxiiClientOptions options, TimeProvider? time = null)
    {
        (_options, _time) = (options, time ?? TimeProvider.System);
        _http = new HttpClient(PrivateAddresses.Handler(options.Allowed)) { Timeout = options.Timeout };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", MediaTypes.Taxii);
        if (options.Token is { } token) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else if (options.Name is { } name) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{options.Password}")));
    }

    /// <summary>Asks what a server offers.</summary>
    /// <param name="discovery">The address of its discovery, such as <c>https://example.org/taxii2/</c>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TaxiiClientException">It does not answer as it should.</exception>
    public async Task<TaxiiDiscovery> DiscoverAsync(Uri discovery, CancellationToken cancellation = default)
    {
        using var answer = await GetAsync(discovery, cancellation).ConfigureAwait(false);
        var root = answer.Body.RootElement;
        Uri? Resolve(string? address) => Uri.TryCreate(discovery, address, out var uri) && uri.Scheme is "https" or "http" && uri.Authority == discovery.Authority ? Slashed(uri) : null;

        // Our name and password are for this server only: roots elsewhere must be configured by a person.
        var roots = AnswerReader.Items(root, "api_roots").Where(r => r.ValueKind == JsonValueKind.String).Select(r => Resolve(r.GetString())).OfType<Uri>().ToList();
        return new TaxiiDiscovery(AnswerReader.Text(root, "title") ?? "", AnswerReader.Text(root, "default") is { } address ? Resolve(address) : null, roots);
    }

    /// <summary>Asks for the collections of a root.</summary>
    /// <exception cref="TaxiiClientException">It does not answer as it should.</exception>
    public async Task<IReadOnlyList<RemoteCollection>> CollectionsAsync(Uri root, CancellationToken cancellation = default)
    {
        using var answer = await GetAsync(new Uri(Slashed(root), "collections/"), cancellation).ConfigureAwait(false);
        return [.. AnswerReader.Items(answer.Body.RootElement, "collections").Where(c => AnswerReader.Text(c, "id") is not null)
            .Select(c => new RemoteCollection(AnswerReader.Text(c, "id")!, AnswerReader.Text(c, "title") ?? "", AnswerReader.Flag(c, "can_read"), AnswerReader.Flag(c, "can_write")))];
    }

    /// <summary>Asks for a page of objects.</summary>
    /// <param name="root">The root.</param>
    /// <param name="collection">The id of the collection.</param>
    /// <param name="addedAfter">Only what was added after this; null for all.</param>
    /// <param name="next">The token of the page before; null for the first page.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TaxiiClientException">It does not answer as it should.</exception>
    public async Task<RemotePage> ObjectsAsync(Uri root, string collection, string? addedAfter = null, string? next = null, CancellationToken cancellation = default)
    {
        var query = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"collections/{Uri.EscapeDataString(collection)}/objects/?limit={_options.PageSize}"));
        if (addedAfter is not null) query.Append("&added_after=").Append(Uri.EscapeDataString(addedAfter));
        if (next is not null) query.Append("&next=").Append(Uri.EscapeDataString(next));
        using var answer = await GetAsync(new Uri(Slashed(root), query.ToString()), cancellation).ConfigureAwait(false);
        var body = answer.Body.RootElement;
        var objects = AnswerReader.Items(body, "objects").Select(o => (ReadOnlyMemory<byte>)JsonMarshal.GetRawUtf8Value(o).ToArray()).ToList();

        // Some servers send the word undefined, or no header at all.
        return new RemotePage(objects, AnswerReader.Flag(body, "more"), AnswerReader.Text(body, "next"), TaxiiTime.Read(answer.Last) is null ? null : answer.Last, answer.Length);
    }

    /// <summary>Posts an envelope, and asks for its status until nothing is pending any more.</summary>
    /// <returns>How many were taken and how many refused.</returns>
    /// <exception cref="TaxiiClientException">It does not answer as it should.</exception>
    public async Task<(int Taken, int Refused)> AddAsync(Uri root, string collection, ReadOnlyMemory<byte> envelope, CancellationToken cancellation = default)
    {
        using var content = new ReadOnlyMemoryContent(envelope);
        content.Headers.TryAddWithoutValidation("Content-Type", MediaTypes.Taxii);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Slashed(root), $"collections/{Uri.EscapeDataString(collection)}/objects/")) { Content = content };
        var answer = await SendAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            for (var wait = TimeSpan.FromSeconds(1); AnswerReader.Text(answer.Body.RootElement, "status") == "pending" && wait < TimeSpan.FromMinutes(2); wait *= 2)
            {
                var id = AnswerReader.Text(answer.Body.RootElement, "id") ?? throw new TaxiiClientException("the status has no id");
                await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
                answer.Dispose();
                answer = await GetAsync(new Uri(Slashed(root), $"status/{Uri.EscapeDataString(id)}/"), cancellation).ConfigureAwait(false);
            }

            return (Count(answer, "success_count"), Count(answer, "failure_count"));
        }
        finally
        {
            answer.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    static int Count(HttpAnswer answer, string name) => answer.Body.RootElement.TryGetProperty(name, out var count) && count.TryGetInt32(out var number) ? number : 0;

    static Uri Slashed(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new Uri(address.GetLeftPart(UriPartial.Path) + "/");

    async Task<HttpAnswer> GetAsync(Uri address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, cancellation).ConfigureAwait(false);
    }

    async Task<HttpAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            if (_options.TokenSource is { } source) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", source());
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) throw new TaxiiClientException($"the server answered {(int)answer.StatusCode}", (int)answer.StatusCode, Wait(answer.Headers.RetryAfter));
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            var bytes = await BoundedReading.ReadAsync(stream, _options.MaxAnswerBytes, cancellation).ConfigureAwait(false);
            var last = answer.Headers.TryGetValues("X-TAXII-Date-Added-Last", out var values) ? values.First() : null;
            return new HttpAnswer(Parse(bytes), last, bytes.Length);
        }
        catch (Exception wrong) when (wrong is HttpRequestException or JsonException or IOException || (wrong is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new TaxiiClientException(wrong.InnerException is HttpRequestException inner ? inner.Message : wrong.Message, wrong);
        }
    }

    // One object that nobody can read must not keep the others of its page away, and the pages behind it.
    static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MostDepth });
        }
        catch (JsonException)
        {
            if (UnreadableObjects.Part(bytes.Span, MostDepth, "null"u8) is not var (others, _)) throw;
            return JsonDocument.Parse(others, new JsonDocumentOptions { MaxDepth = MostDepth });
        }
    }

    TimeSpan? Wait(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);

    sealed record HttpAnswer(JsonDocument Body, string? Last, int Length) : IDisposable
    {
        public void Dispose() => Body.Dispose();
    }
}
