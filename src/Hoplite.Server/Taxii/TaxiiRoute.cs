namespace Hoplite.Server.Taxii;

/// <summary>The resources of TAXII 2.1.</summary>
enum TaxiiResource
{
    /// <summary>Not one of them.</summary>
    None,

    /// <summary>/taxii2/</summary>
    Discovery,

    /// <summary>A root.</summary>
    Root,

    /// <summary>A status.</summary>
    Status,

    /// <summary>All collections.</summary>
    Collections,

    /// <summary>One collection.</summary>
    Collection,

    /// <summary>Its manifest.</summary>
    Manifest,

    /// <summary>Its objects.</summary>
    Objects,

    /// <summary>One object.</summary>
    Object,

    /// <summary>The versions of one.</summary>
    Versions,
}

/// <summary>Finds the resource of a path, with or without a slash at its end.</summary>
static class TaxiiRoute
{
    const string Reads = "GET, HEAD";

    /// <summary>The resource, and the methods it knows.</summary>
    public static (TaxiiResource Resource, string Methods) Of(bool isDiscovery, string[] parts) => (isDiscovery, parts) switch
    {
        (true, []) => (TaxiiResource.Discovery, Reads),
        (true, _) => (TaxiiResource.None, ""),
        (_, []) => (TaxiiResource.Root, Reads),
        (_, ["status", _]) => (TaxiiResource.Status, Reads),
        (_, ["collections"]) => (TaxiiResource.Collections, Reads),
        (_, ["collections", _]) => (TaxiiResource.Collection, Reads),
        (_, ["collections", _, "manifest"]) => (TaxiiResource.Manifest, Reads),
        (_, ["collections", _, "objects"]) => (TaxiiResource.Objects, Reads + ", POST"),
        (_, ["collections", _, "objects", _]) => (TaxiiResource.Object, Reads + ", DELETE"),
        (_, ["collections", _, "objects", _, "versions"]) => (TaxiiResource.Versions, Reads),
        _ => (TaxiiResource.None, ""),
    };
}
