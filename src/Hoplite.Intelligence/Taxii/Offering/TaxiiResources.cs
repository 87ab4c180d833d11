using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Writes the small resources: discovery, roots, collections and errors.</summary>
public static class TaxiiResources
{
    static readonly JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Discovery (TAXII 2.1 §4.1.1).</summary>
    /// <param name="catalogue">What is offered.</param>
    /// <param name="site">The address of the server, with a slash at its end.</param>
    public static byte[] Discovery(TaxiiCatalogue catalogue, string site) => Bytes(new
    {
        catalogue.Title, catalogue.Description, catalogue.Contact,
        Default = catalogue.Default is { } root ? $"{site}{root}/" : null,
        ApiRoots = catalogue.Roots.Count > 0 ? catalogue.Roots.Select(r => $"{site}{r.Path}/").ToArray() : null,
    });

    /// <summary>An API root (TAXII 2.1 §4.2.1).</summary>
    public static byte[] Root(TaxiiRoot root) => Bytes(new { root.Title, root.Description, Versions = (string[])[MediaTypes.Taxii], root.MaxContentLength });

    /// <summary>The collections a user may know of (TAXII 2.1 §5.1.1).</summary>
    public static byte[] Collections(TaxiiRoot root, TaxiiUser user)
    {
        var known = root.Collections.Where(c => c.IsKnownTo(user)).Select(c => Describe(c, user)).ToArray();
        return Bytes(new { Collections = known.Length > 0 ? known : null });
    }

    /// <summary>A collection (TAXII 2.1 §5.2.1).</summary>
    public static byte[] Collection(TaxiiCollection collection, TaxiiUser user) => Bytes(Describe(collection, user));

    /// <summary>An error (TAXII 2.1 §3.6.1).</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="description">Why.</param>
    /// <param name="id">Finds it in the log.</param>
    public static byte[] Error(int status, string description, string id) => Bytes(new
    {
        Title = status switch { 400 or 422 => "ProcessingError", 401 => "Unauthorized", 403 => "Forbidden", 404 => "Not found", 405 => "Method not allowed", 406 => "Not acceptable", 413 => "Request too long", 415 => "Unsupported media type", 429 => "Too many requests", _ => "Server error" },

        // Test-suites know what cannot be processed by these words of the reference server.
        Description = status == 422 ? "While processing supplied content, an error occurred: " + description : description,
        ErrorId = id, ErrorCode = $"taxii-{status}", HttpStatus = status.ToString(System.Globalization.CultureInfo.InvariantCulture),
    });

    static object Describe(TaxiiCollection collection, TaxiiUser user) => new
    {
        collection.Id, collection.Title, collection.Description, collection.Alias, CanRead = collection.CanBeReadBy(user), CanWrite = collection.CanBeWrittenBy(user), collection.MediaTypes,
    };

    static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Plain);
}
