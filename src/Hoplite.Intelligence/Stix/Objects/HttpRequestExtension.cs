using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>http-request-ext</c> of objects of type <c>network-traffic</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record HttpRequestExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "http-request-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static HttpRequestExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new HttpRequestExtension(json) : null;

    /// <summary>The property <c>request_method</c>; null where it is left out.</summary>
    public string? RequestMethod => Extension.Text(Json, "request_method");

    /// <summary>The property <c>request_value</c>; null where it is left out.</summary>
    public string? RequestValue => Extension.Text(Json, "request_value");

    /// <summary>The property <c>request_version</c>; null where it is left out.</summary>
    public string? RequestVersion => Extension.Text(Json, "request_version");

    /// <summary>The property <c>request_header</c>; null where it is left out.</summary>
    public JsonElement? RequestHeader => Extension.Value(Json, "request_header");

    /// <summary>The property <c>message_body_length</c>; null where it is left out.</summary>
    public long? MessageBodyLength => Extension.Whole(Json, "message_body_length");

    /// <summary>The property <c>message_body_data_ref</c>; null where it is left out.</summary>
    public string? MessageBodyDataRef => Extension.Text(Json, "message_body_data_ref");
}
