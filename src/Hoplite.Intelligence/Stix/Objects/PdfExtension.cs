using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>pdf-ext</c> of objects of type <c>file</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record PdfExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "pdf-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static PdfExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new PdfExtension(json) : null;

    /// <summary>The property <c>version</c>; null where it is left out.</summary>
    public string? Version => Extension.Text(Json, "version");

    /// <summary>The property <c>is_optimized</c>; null where it is left out.</summary>
    public bool? IsOptimized => Extension.Flag(Json, "is_optimized");

    /// <summary>The property <c>document_info_dict</c>; null where it is left out.</summary>
    public JsonElement? DocumentInfoDict => Extension.Value(Json, "document_info_dict");

    /// <summary>The property <c>pdfid0</c>; null where it is left out.</summary>
    public string? Pdfid0 => Extension.Text(Json, "pdfid0");

    /// <summary>The property <c>pdfid1</c>; null where it is left out.</summary>
    public string? Pdfid1 => Extension.Text(Json, "pdfid1");
}
