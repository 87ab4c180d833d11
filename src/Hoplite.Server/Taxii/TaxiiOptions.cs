using System.ComponentModel;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;

namespace Hoplite.Server.Taxii;

/// <summary>The TAXII 2.1 server.</summary>
public sealed record TaxiiOptions
{
    /// <summary>Whether it is there.</summary>
    [Description("Whether the TAXII 2.1 server is there, at /taxii2/ and under its roots.")]
    public bool Enabled { get; init; }

    /// <summary>Content to begin with.</summary>
    [Description("A JSON file with roots, collections and objects to begin with, in the form of medallion's test data; turns the server on. What is in it is loaded once for each data folder.")]
    public string? Preload { get; init; }

    /// <summary>PostgreSQL.</summary>
    [Description("PostgreSQL to keep objects in, instead of a file in the data folder: env:NAME, or file:/path with mode 0600, where a connection string is, such as 'Host=/run/postgresql;Database=hoplite;Username=hoplite'. Leave out for the embedded store.")]
    public string? Postgres { get; init; }

    /// <summary>The title.</summary>
    [Description("Title that clients are shown.")]
    public string Title { get; init; } = "Hoplite";

    /// <summary>Whom to ask.</summary>
    [Description("Whom clients may ask about the server.")]
    public string? Contact { get; init; }

    /// <summary>The most items on a page.</summary>
    [Description("The most objects on a page; 0 for what the preloaded file says, else 1000.")]
    public int MaxPageSize { get; init; }

    /// <summary>Filters on properties.</summary>
    [Description("Whether match[…] of the interoperability profile is taken as well, such as match[confidence-gte].")]
    public bool PropertyFilters { get; init; } = true;

    /// <summary>The roots.</summary>
    [Description("API roots.")]
    public IReadOnlyList<TaxiiRootOptions> Roots { get; init; } = [];

    /// <summary>Who may come in.</summary>
    [Description("Users of the TAXII server; they are not people of the console. API tokens with the scope 'read:incidents' may be used as bearer tokens too.")]
    public IReadOnlyList<TaxiiUserOptions> Users { get; init; } = [];
}

/// <summary>An API root.</summary>
public sealed record TaxiiRootOptions
{
    /// <summary>Its path.</summary>
    [Description("Path, in small letters, digits, dashes and slashes: 'feeds' is at /feeds/.")]
    public string Path { get; init; } = "";

    /// <summary>Its title.</summary>
    [Description("Title that clients are shown.")]
    public string Title { get; init; } = "";

    /// <summary>The longest request.</summary>
    [Description("The longest request, bytes; at most 67108864.")]
    public int MaxContentLength { get; init; } = 10 << 20;

    /// <summary>Its collections.</summary>
    [Description("Collections.")]
    public IReadOnlyList<TaxiiCollectionOptions> Collections { get; init; } = [];
}

/// <summary>A collection.</summary>
public sealed record TaxiiCollectionOptions
{
    /// <summary>Its id.</summary>
    [Description("Id, a UUID.")]
    public string Id { get; init; } = "";

    /// <summary>Its title.</summary>
    [Description("Title that clients are shown.")]
    public string Title { get; init; } = "";

    /// <summary>What is in it.</summary>
    [Description("What is in it.")]
    public string? Description { get; init; }

    /// <summary>Another name.</summary>
    [Description("Another name for it in addresses.")]
    public string? Alias { get; init; }

    /// <summary>Whether it can be read.</summary>
    [Description("Whether it can be read at all.")]
    public bool CanRead { get; init; } = true;

    /// <summary>Whether it can be written.</summary>
    [Description("Whether it can be written at all.")]
    public bool CanWrite { get; init; }

    /// <summary>Who may read.</summary>
    [Description("Users who may read it; leave out for all of them. Who is on neither list does not learn that it exists.")]
    public IReadOnlyList<string>? Readers { get; init; }

    /// <summary>Who may write.</summary>
    [Description("Users who may write to it; leave out for all of them.")]
    public IReadOnlyList<string>? Writers { get; init; }
}

/// <summary>A user.</summary>
public sealed record TaxiiUserOptions
{
    /// <summary>The name.</summary>
    [Description("Name.")]
    public string Name { get; init; } = "";

    /// <summary>The password.</summary>
    [Description("Password: env:NAME, or file:/path with mode 0600; may be hashed as pbkdf2:sha256:ITERATIONS$SALT$HEX. Leave out for none.")]
    public string? Password { get; init; }

    /// <summary>A bearer token.</summary>
    [Description("Bearer token, at least 24 characters: env:NAME, or file:/path with mode 0600. Leave out for none.")]
    public string? Token { get; init; }

    /// <summary>Certificates.</summary>
    [Description("SHA-256 fingerprints of client certificates that stand for this user.")]
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>The highest level shown.</summary>
    [Description("The highest TLP level that is shown: clear, green, amber, amberstrict or red. Markings that are not known are shown to red only.")]
    public Tlp Clearance { get; init; } = Tlp.Green;

    /// <summary>Sharing groups.</summary>
    [Description("Sharing groups it belongs to; '*' for all of them.")]
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether it may write.</summary>
    [Description("Whether it may write to collections that can be written.")]
    public bool CanWrite { get; init; } = true;
}
