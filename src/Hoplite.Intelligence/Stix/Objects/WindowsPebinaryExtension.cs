using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>windows-pebinary-ext</c> of objects of type <c>file</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record WindowsPebinaryExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "windows-pebinary-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static WindowsPebinaryExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new WindowsPebinaryExtension(json) : null;

    /// <summary>The property <c>pe_type</c>; null where it is left out.</summary>
    public string? PeType => Extension.Text(Json, "pe_type");

    /// <summary>The property <c>imphash</c>; null where it is left out.</summary>
    public string? Imphash => Extension.Text(Json, "imphash");

    /// <summary>The property <c>machine_hex</c>; null where it is left out.</summary>
    public string? MachineHex => Extension.Text(Json, "machine_hex");

    /// <summary>The property <c>number_of_sections</c>; null where it is left out.</summary>
    public long? NumberOfSections => Extension.Whole(Json, "number_of_sections");

    /// <summary>The property <c>time_date_stamp</c>; null where it is left out.</summary>
    public StixTime? TimeDateStamp => Extension.Time(Json, "time_date_stamp");

    /// <summary>The property <c>pointer_to_symbol_table_hex</c>; null where it is left out.</summary>
    public string? PointerToSymbolTableHex => Extension.Text(Json, "pointer_to_symbol_table_hex");

    /// <summary>The property <c>number_of_symbols</c>; null where it is left out.</summary>
    public long? NumberOfSymbols => Extension.Whole(Json, "number_of_symbols");

    /// <summary>The property <c>size_of_optional_header</c>; null where it is left out.</summary>
    public long? SizeOfOptionalHeader => Extension.Whole(Json, "size_of_optional_header");

    /// <summary>The property <c>characteristics_hex</c>; null where it is left out.</summary>
    public string? CharacteristicsHex => Extension.Text(Json, "characteristics_hex");

    /// <summary>The property <c>file_header_hashes</c>; null where it is left out.</summary>
    public JsonElement? FileHeaderHashes => Extension.Value(Json, "file_header_hashes");

    /// <summary>The property <c>optional_header</c>; null where it is left out.</summary>
    public JsonElement? OptionalHeader => Extension.Value(Json, "optional_header");

    /// <summary>The property <c>sections</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> Sections => Extension.Items(Json, "sections");
}
