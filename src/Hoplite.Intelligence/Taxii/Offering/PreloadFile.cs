using System.Text.Json;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Content of a server in one file, in the form that medallion, the OASIS reference server, has for its tests: roots by name, each with information, statuses and collections with objects and their manifest.</summary>
public sealed class PreloadFile
{
    const string DiscoveryName = "/discovery";

    readonly List<(TaxiiPlace Place, List<TaxiiObject> Objects, Dictionary<string, ReadOnlyMemory<byte>> Statuses)> _content = [];

    PreloadFile(TaxiiCatalogue catalogue) => Catalogue = catalogue;

    /// <summary>What it offers.</summary>
    public TaxiiCatalogue Catalogue { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <exception cref="InvalidDataException">It has another form.</exception>
    public static PreloadFile Read(ReadOnlyMemory<byte> utf8)
    {
        if (!StixJson.IsWhole(utf8.Span)) throw new InvalidDataException("the file has not the form of preloaded TAXII content: a text in it holds half a character");
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = EnvelopeReader.MaxDepth });
            return Read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException("the file has not the form of preloaded TAXII content: " + wrong.Message, wrong);
        }
    }

    /// <summary>Puts the content into a store; what was put there once is not put there again.</summary>
    public async Task LoadAsync(ITaxiiStore store, CancellationToken cancellation = default)
    {
        foreach (var (place, objects, statuses) in _content) await store.LoadAsync(place, objects, statuses, cancellation).ConfigureAwait(false);
    }

    static PreloadFile Read(JsonElement whole)
    {
        var file = new PreloadFile(new TaxiiCatalogue());
        var roots = new List<TaxiiRoot>();
        foreach (var member in whole.EnumerateObject())
            if (member.NameEquals(DiscoveryName)) file.Catalogue = file.Catalogue with { Title = Text(member.Value, "title") ?? "TAXII", Description = Text(member.Value, "description"), Contact = Text(member.Value, "contact"), Default = PathOf(Text(member.Value, "default")) };
            else if (member.NameEquals("users")) file.Catalogue = file.Catalogue with { Users = [.. member.Value.EnumerateObject().Select(User)] };
            else if (member.NameEquals("taxii") && member.Value.TryGetProperty("max_page_size", out var cap)) file.Catalogue = file.Catalogue with { PageCap = Math.Max(1, cap.GetInt32()) };
            else if (member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("information", out var information)) roots.Add(file.Root(member.Name, information, member.Value));
        file.Catalogue = file.Catalogue with { Roots = roots, Default = roots.Exists(r => r.Path == file.Catalogue.Default) ? file.Catalogue.Default : null };
        return file;
    }

    TaxiiRoot Root(string path, JsonElement information, JsonElement whole)
    {
        var root = new TaxiiRoot
        {
            Path = path.Trim('/'), Title = Text(information, "title") ?? path, Description = Text(information, "description"),
            MaxContentLength = information.TryGetProperty("max_content_length", out var most) ? most.GetInt32() : 10 << 20,
        };
        var collections = new List<TaxiiCollection>();
        foreach (var item in Items(whole, "collections"))
        {
            collections.Add(Collection(item));
            var statuses = collections.Count > 1 ? [] : Items(whole, "status").ToDictionary(s => s.GetProperty("id").GetString()!, s => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(s), StringComparer.Ordinal);
            _content.Add((new TaxiiPlace(root.Path, collections[^1].Id), PreloadedObjects.Read(item), statuses));
        }

        return root with { Collections = collections };
    }

    static TaxiiCollection Collection(JsonElement item) => new()
    {
        Id = item.GetProperty("id").GetString()!, Title = Text(item, "title") ?? "", Description = Text(item, "description"), Alias = Text(item, "alias"),
        CanRead = item.GetProperty("can_read").GetBoolean(), CanWrite = item.GetProperty("can_write").GetBoolean(),
        MediaTypes = [.. Items(item, "media_types").Select(m => m.GetString()!)],
    };

    static TaxiiUser User(JsonProperty user) => new()
    {
        Name = user.Name, Password = user.Value.ValueKind == JsonValueKind.Object ? Text(user.Value, "password") : user.Value.GetString(), Clearance = Tlp.Red, Groups = null,
    };

    internal static IEnumerable<JsonElement> Items(JsonElement of, string name) => of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static string? PathOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath.Trim('/') : address?.Trim('/');
}
