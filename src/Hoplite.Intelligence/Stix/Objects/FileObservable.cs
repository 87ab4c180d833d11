using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A file (§6.7): an object of type <c>file</c>.</summary>
public sealed record FileObservable : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public FileObservable(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>hashes</c>; null where it is left out.</summary>
    public JsonElement? Hashes => Property("hashes");

    /// <summary>The property <c>size</c>; null where it is left out.</summary>
    public long? Size => Whole("size");

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>name_enc</c>; null where it is left out.</summary>
    public string? NameEnc => Text("name_enc");

    /// <summary>The property <c>magic_number_hex</c>; null where it is left out.</summary>
    public string? MagicNumberHex => Text("magic_number_hex");

    /// <summary>The property <c>mime_type</c>; null where it is left out.</summary>
    public string? MimeType => Text("mime_type");

    /// <summary>The property <c>ctime</c>; null where it is left out.</summary>
    public StixTime? Ctime => Time("ctime");

    /// <summary>The property <c>mtime</c>; null where it is left out.</summary>
    public StixTime? Mtime => Time("mtime");

    /// <summary>The property <c>atime</c>; null where it is left out.</summary>
    public StixTime? Atime => Time("atime");

    /// <summary>The property <c>parent_directory_ref</c>; null where it is left out.</summary>
    public string? ParentDirectoryRef => Text("parent_directory_ref");

    /// <summary>The property <c>contains_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ContainsRefs => Texts("contains_refs");

    /// <summary>The property <c>content_ref</c>; null where it is left out.</summary>
    public string? ContentRef => Text("content_ref");
}
