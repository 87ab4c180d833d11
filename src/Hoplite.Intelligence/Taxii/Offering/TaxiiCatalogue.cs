using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>What a server offers: its discovery, its roots and their collections, and who may come in.</summary>
public sealed record TaxiiCatalogue
{
    /// <summary>The title of the server.</summary>
    public string Title { get; init; } = "Hoplite";

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whom to ask about it.</summary>
    public string? Contact { get; init; }

    /// <summary>The path of the root that is meant when nothing is said; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The roots.</summary>
    public IReadOnlyList<TaxiiRoot> Roots { get; init; } = [];

    /// <summary>Who may come in.</summary>
    public IReadOnlyList<TaxiiUser> Users { get; init; } = [];

    /// <summary>The most items on a page.</summary>
    public int PageCap { get; init; } = 1_000;

    /// <summary>Whether filters of the interoperability profile are taken.</summary>
    public bool PropertyFilters { get; init; } = true;
}

/// <summary>An API root (TAXII 2.1 §4.2).</summary>
public sealed record TaxiiRoot
{
    /// <summary>Its path, without slashes around it.</summary>
    public required string Path { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The longest request, bytes.</summary>
    public int MaxContentLength { get; init; } = 10 << 20;

    /// <summary>Its collections.</summary>
    public IReadOnlyList<TaxiiCollection> Collections { get; init; } = [];

    /// <summary>The collection with this id or alias; null when there is none, or the user may not know of it.</summary>
    public TaxiiCollection? Find(string idOrAlias, TaxiiUser user) =>
        Collections.FirstOrDefault(c => (c.Id.Equals(idOrAlias, StringComparison.OrdinalIgnoreCase) || c.Alias == idOrAlias) && c.IsKnownTo(user));
}

/// <summary>A collection (TAXII 2.1 §5.2).</summary>
public sealed record TaxiiCollection
{
    /// <summary>Its id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What is in it.</summary>
    public string? Description { get; init; }

    /// <summary>Another name for it in addresses.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether it can be read at all.</summary>
    public bool CanRead { get; init; } = true;

    /// <summary>Whether it can be written at all.</summary>
    public bool CanWrite { get; init; }

    /// <summary>Which users may read it; null for all of them.</summary>
    public IReadOnlyList<string>? Readers { get; init; }

    /// <summary>Which users may write to it; null for all of them.</summary>
    public IReadOnlyList<string>? Writers { get; init; }

    /// <summary>Takes what is posted instead of the store, and gives the status; null for a collection that takes everything that has the form of an object.</summary>
    public Func<TaxiiUser, ReadOnlyMemory<byte>, CancellationToken, Task<TaxiiStatus>>? Intake { get; init; }

    /// <summary>Says who belongs to it; null for everybody who is on its lists.</summary>
    public Func<TaxiiUser, bool>? IsOpenTo { get; init; }

    /// <summary>What kinds of objects there may be.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = ["application/stix+json;version=2.1"];

    /// <summary>Whether a user may read it.</summary>
    public bool CanBeReadBy(TaxiiUser user) => CanRead && IsOpenTo?.Invoke(user) != false && Readers?.Contains(user.Name, StringComparer.Ordinal) != false;

    /// <summary>Whether a user may write to it.</summary>
    public bool CanBeWrittenBy(TaxiiUser user) => CanWrite && user.CanWrite && IsOpenTo?.Invoke(user) != false && Writers?.Contains(user.Name, StringComparer.Ordinal) != false;

    /// <summary>Whether a user may know that it exists: everybody, unless it has lists and the user is on none of them.</summary>
    public bool IsKnownTo(TaxiiUser user) => (Readers is null && Writers is null && IsOpenTo?.Invoke(user) != false) || CanBeReadBy(user) || CanBeWrittenBy(user);
}

/// <summary>Somebody who may come in.</summary>
public sealed record TaxiiUser
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The password: as <c>pbkdf2:sha256:ITERATIONS$SALT$HEX</c>, or plain. Null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Bearer tokens.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>SHA-256 fingerprints of client certificates, in hex.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>The highest level that is shown.</summary>
    public Tlp Clearance { get; init; } = Tlp.Green;

    /// <summary>Sharing groups; null for all of them.</summary>
    public IReadOnlyList<string>? Groups { get; init; } = [];

    /// <summary>Whether it may write where writing is allowed.</summary>
    public bool CanWrite { get; init; } = true;

    /// <summary>What this user may see.</summary>
    public TaxiiViewer Viewer => new(Name, Clearance, Groups);
}
