using System.Buffers;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Keeps objects of collections and the statuses of requests. What was answered is durable. Its rows are named so that another database can follow.</summary>
public interface ITaxiiStore : IAsyncDisposable
{
    /// <summary>Adds objects; each is taken or refused for itself. An object that is there already, the same to the last value, is taken again without effect.</summary>
    /// <param name="place">Where to.</param>
    /// <param name="envelope">What.</param>
    /// <param name="owner">Who asks; only that one may look at the status.</param>
    /// <param name="cancellation">Stops waiting; what was begun is done.</param>
    /// <returns>The status (TAXII 2.1 §4.3.1), already kept.</returns>
    Task<TaxiiStatus> AddAsync(TaxiiPlace place, TaxiiEnvelope envelope, string owner, CancellationToken cancellation = default);

    /// <summary>Reads a page.</summary>
    /// <param name="query">Which.</param>
    /// <param name="sink">Takes the items, with commas between them.</param>
    TaxiiPage Read(TaxiiQuery query, IBufferWriter<byte> sink);

    /// <summary>Whether there is any version of an object that the viewer may see.</summary>
    bool Has(TaxiiPlace place, string id, TaxiiViewer viewer);

    /// <summary>Deletes versions of an object that the viewer may see.</summary>
    /// <returns>How many.</returns>
    Task<int> DeleteAsync(TaxiiPlace place, string id, TaxiiFilter filter, TaxiiViewer viewer, CancellationToken cancellation = default);

    /// <summary>The JSON of a status; null when there is none, it is too old, or it is somebody else's.</summary>
    ReadOnlyMemory<byte>? Status(string root, string id, string viewer);

    /// <summary>Changes whenever something in the collection does; never the same after a restart.</summary>
    string Mark(TaxiiPlace place);

    /// <summary>Fills a collection and keeps statuses, unless that was done before.</summary>
    Task LoadAsync(TaxiiPlace place, IReadOnlyList<TaxiiObject> objects, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> statuses, CancellationToken cancellation = default);
}

/// <summary>A collection of an API root.</summary>
/// <param name="Root">The path of the root, without slashes around it.</param>
/// <param name="Collection">The id of the collection.</param>
public sealed record TaxiiPlace(string Root, string Collection);

/// <summary>A question for a page.</summary>
/// <param name="Place">Where.</param>
/// <param name="Viewer">Who asks.</param>
/// <param name="Filter">Which objects.</param>
/// <param name="Shape">What is wanted of them.</param>
/// <param name="Limit">How many at the most.</param>
/// <param name="After">Where the page before ended; 0 for the first page.</param>
public sealed record TaxiiQuery(TaxiiPlace Place, TaxiiViewer Viewer, TaxiiFilter Filter, TaxiiShape Shape, int Limit, long After = 0);

/// <summary>What a page is made of.</summary>
public enum TaxiiShape
{
    /// <summary>The objects.</summary>
    Objects,

    /// <summary>Records of a manifest (TAXII 2.1 §5.3.1).</summary>
    Manifest,

    /// <summary>Versions (TAXII 2.1 §5.8.1).</summary>
    Versions,
}

/// <summary>What a page held.</summary>
/// <param name="Count">How many items.</param>
/// <param name="First">When the first was added, microseconds since 1970.</param>
/// <param name="Last">When the last was added, the same.</param>
/// <param name="More">Whether there are more.</param>
/// <param name="Position">Where it ended, for the next page.</param>
public readonly record struct TaxiiPage(int Count, long First, long Last, bool More, long Position);

/// <summary>What became of a request to add objects.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Json">The status resource.</param>
/// <param name="Taken">How many objects are there now.</param>
/// <param name="Refused">How many were not taken.</param>
public sealed record TaxiiStatus(string Id, ReadOnlyMemory<byte> Json, int Taken, int Refused);
