using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hoplite.Intelligence.Stix;

/// <summary>How JSON of STIX is read and written.</summary>
static class StixJson
{
    /// <summary>Objects and lists that may lie in one another.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static readonly JsonReaderOptions Reader = new() { MaxDepth = MaxDepth };

    /// <summary>Writes letters of all languages as they are: the text is data for machines and lands in no page.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
