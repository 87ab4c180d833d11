namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A folder (§6.3): an object of type <c>directory</c>.</summary>
public sealed record DirectoryObservable : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public DirectoryObservable(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>path</c>; null where it is left out.</summary>
    public string? Path => Text("path");

    /// <summary>The property <c>path_enc</c>; null where it is left out.</summary>
    public string? PathEnc => Text("path_enc");

    /// <summary>The property <c>ctime</c>; null where it is left out.</summary>
    public StixTime? Ctime => Time("ctime");

    /// <summary>The property <c>mtime</c>; null where it is left out.</summary>
    public StixTime? Mtime => Time("mtime");

    /// <summary>The property <c>atime</c>; null where it is left out.</summary>
    public StixTime? Atime => Time("atime");

    /// <summary>The property <c>contains_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ContainsRefs => Texts("contains_refs");
}
