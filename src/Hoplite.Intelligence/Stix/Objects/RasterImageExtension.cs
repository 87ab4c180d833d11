using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>raster-image-ext</c> of objects of type <c>file</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record RasterImageExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "raster-image-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static RasterImageExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new RasterImageExtension(json) : null;

    /// <summary>The property <c>image_height</c>; null where it is left out.</summary>
    public long? ImageHeight => Extension.Whole(Json, "image_height");

    /// <summary>The property <c>image_width</c>; null where it is left out.</summary>
    public long? ImageWidth => Extension.Whole(Json, "image_width");

    /// <summary>The property <c>bits_per_pixel</c>; null where it is left out.</summary>
    public long? BitsPerPixel => Extension.Whole(Json, "bits_per_pixel");

    /// <summary>The property <c>exif_tags</c>; null where it is left out.</summary>
    public JsonElement? ExifTags => Extension.Value(Json, "exif_tags");
}
