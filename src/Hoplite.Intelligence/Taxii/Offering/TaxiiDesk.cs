using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Answers questions about collections: what a door over HTTP does not have to know.</summary>
/// <param name="catalogue">What is offered.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="key">The key that page tokens are signed with, 32 bytes; the same after a restart, so that clients go on.</param>
/// <param name="accept">Asked about every object that is posted; null to take what has the form of one.</param>
public sealed class TaxiiDesk(TaxiiCatalogue catalogue, ITaxiiStore store, ReadOnlyMemory<byte> key, TaxiiAcceptance? accept = null)
{
    readonly PageToken _tokens = new(key);

    /// <summary>What is offered.</summary>
    public TaxiiCatalogue Catalogue { get; } = catalogue;

    /// <summary>Where it is kept.</summary>
    public ITaxiiStore Store { get; } = store;

    /// <summary>A time as the headers of a page have it.</summary>
    /// <param name="micros">Microseconds since 1970.</param>
    public static string Time(long micros) => TaxiiTime.Write(micros);

    /// <summary>A tag of what would be answered now; the same as long as nothing changed.</summary>
    public string Tag(TaxiiPlace place, TaxiiUser user, string question) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Store.Mark(place)}\n{user.Name}\n{user.Clearance}\n{question}")).AsSpan(0, 12));

    /// <summary>Answers for a page of a collection, or of one object of it.</summary>
    /// <param name="place">Where.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="shape">What is wanted.</param>
    /// <param name="id">The object; null for the collection.</param>
    /// <param name="query">Names and values.</param>
    /// <param name="sink">Takes the resource.</param>
    /// <exception cref="TaxiiRefusal">A value is wrong (400), or there is no such object (404).</exception>
    public TaxiiPage Page(TaxiiPlace place, TaxiiUser user, TaxiiShape shape, string? id, IReadOnlyList<KeyValuePair<string, string>> query, IBufferWriter<byte> sink)
    {
        var fields = FilterFields.AddedAfter | FilterFields.SpecVersion | (shape == TaxiiShape.Versions ? FilterFields.None : FilterFields.Version) | (id is null ? FilterFields.Id | FilterFields.Type : FilterFields.None);
        var filter = FilterReader.Read(query, fields, shape == TaxiiShape.Versions ? VersionFilter.Every : VersionFilter.Latest, Catalogue.PropertyFilters && id is null);
        if (id is not null) filter = filter with { Ids = [id] };
        var limit = FilterReader.Limit(Last(query, "limit"), Catalogue.PageCap);
        var question = Question(place, user, shape, id, query);
        var after = Last(query, "next") is { } next ? _tokens.Read(next, question) : 0;
        if (id is not null && !Store.Has(place, id, user.Viewer)) throw new TaxiiRefusal(404, "there is no such object in this collection");

        var start = shape == TaxiiShape.Versions ? "{\"versions\":["u8 : "{\"objects\":["u8;
        var items = new TailWriter(sink, start);
        var page = Store.Read(new TaxiiQuery(place, user.Viewer, filter, shape, limit, after), items);

        // An empty envelope has neither a list nor a word about more.
        if (page.Count == 0) sink.Write("{}"u8);
        else sink.Write(page.More ? Encoding.UTF8.GetBytes($"],\"more\":true,\"next\":\"{_tokens.Write(page.Position, question)}\"}}") : "],\"more\":false}"u8);
        return page;
    }

    /// <summary>Takes an envelope.</summary>
    /// <exception cref="TaxiiRefusal">It is no envelope (422).</exception>
    public Task<TaxiiStatus> AddAsync(TaxiiPlace place, TaxiiUser user, ReadOnlyMemory<byte> body, CancellationToken cancellation = default) =>
        Store.AddAsync(place, Seen(EnvelopeReader.Read(body, accept), user), user.Name, cancellation);

    /// <summary>Deletes an object, or versions of it.</summary>
    /// <exception cref="TaxiiRefusal">A value is wrong (400), or there is nothing like that (404).</exception>
    public async Task DeleteAsync(TaxiiPlace place, TaxiiUser user, string id, IReadOnlyList<KeyValuePair<string, string>> query, CancellationToken cancellation = default)
    {
        var filter = FilterReader.Read(query, FilterFields.Version | FilterFields.SpecVersion, VersionFilter.Every);
        if (await Store.DeleteAsync(place, id, filter.SpecVersions is null ? filter with { SpecVersions = [] } : filter, user.Viewer, cancellation).ConfigureAwait(false) == 0)
            throw new TaxiiRefusal(404, "there is no such object, or no such version of it, in this collection");
    }

    // Whoever may not see a level has no business with it.
    static TaxiiEnvelope Seen(TaxiiEnvelope envelope, TaxiiUser user) => envelope.Objects.All(o => o.Tlp <= user.Clearance) ? envelope : new TaxiiEnvelope(
        [.. envelope.Objects.Where(o => o.Tlp <= user.Clearance)],
        [.. envelope.Failures, .. envelope.Objects.Where(o => o.Tlp > user.Clearance).Select(o => new TaxiiFailure(o.Id, o.Stamp, "it is marked above what you may see"))]);

    // Everything but where one is and how much one wants: a token is good for the same filters only.
    static string Question(TaxiiPlace place, TaxiiUser user, TaxiiShape shape, string? id, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var filters = query.Where(p => p.Key is not ("next" or "limit") && (p.Key == "added_after" || p.Key.StartsWith("match[", StringComparison.Ordinal))).Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal);
        return $"{place.Root}\n{place.Collection}\n{user.Name}\n{shape}\n{id}\n{string.Join('\n', filters)}";
    }

    static string? Last(IReadOnlyList<KeyValuePair<string, string>> query, string name)
    {
        string? value = null;
        foreach (var pair in query)
            if (pair.Key == name) value = pair.Value;
        return value;
    }

    // Writes the start of the resource before the first item, and nothing when there is none.
    sealed class TailWriter(IBufferWriter<byte> sink, ReadOnlySpan<byte> start) : IBufferWriter<byte>
    {
        readonly byte[] _start = start.ToArray();
        bool _began;

        public void Advance(int count) => sink.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Begin();
            return sink.GetMemory(sizeHint);
        }

        public Span<byte> GetSpan(int sizeHint = 0)
        {
            Begin();
            return sink.GetSpan(sizeHint);
        }

        void Begin()
        {
            if (_began) return;
            _began = true;
            sink.Write(_start);
        }
    }
}
