using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Intelligence.Stix;

/// <summary>
/// Identifiers that follow from what an observable is (STIX 2.1 §2.9): UUIDv5 over the canonical JSON (RFC 8785) of the properties that make it up,
/// so that two who saw the same thing give it the same name.
/// </summary>
public static class StixIds
{
    /// <summary>The namespace of observables.</summary>
    public static readonly Guid ObservableNamespace = new("00abedb4-aa42-466c-9c01-fed23315a9b7");

    static readonly string[] PreferredHashes = ["MD5", "SHA-1", "SHA-256", "SHA-512"];

    /// <summary>The identifier of an observable; a random one (UUIDv4) where it has no property that makes it up, as a process.</summary>
    /// <param name="observable">A JSON object with <c>type</c>; an <c>id</c> in it is not looked at.</param>
    /// <exception cref="InvalidDataException">It has no type, or values that canonical JSON cannot carry.</exception>
    public static string Of(JsonElement observable)
    {
        if (observable.ValueKind != JsonValueKind.Object || !observable.TryGetProperty("type", out var name) || name.ValueKind != JsonValueKind.String)
            throw new InvalidDataException("an observable is a JSON object with a type");
        var type = name.GetString()!;
        var made = Contributing(type, observable);
        return made.Count == 0 ? StixId.New(type) : $"{type}--{Uuid5(ObservableNamespace, CanonicalJson.Bytes(made)):D}";
    }

    /// <summary>The identifier of an observable that was built.</summary>
    /// <exception cref="InvalidDataException">It has no type, or values that canonical JSON cannot carry.</exception>
    public static string Of(JsonObject observable) => Of(JsonSerializer.SerializeToElement(observable));

    /// <summary>Names of the properties that make up observables of a type; empty where none do.</summary>
    public static IReadOnlyList<string> ContributingProperties(string type) => type switch
    {
        "artifact" => ["hashes", "payload_bin"],
        "autonomous-system" => ["number"],
        "directory" => ["path"],
        "domain-name" or "email-addr" or "ipv4-addr" or "ipv6-addr" or "mac-addr" or "url" => ["value"],
        "email-message" => ["from_ref", "subject", "body"],
        "file" => ["hashes", "name", "extensions", "parent_directory_ref"],
        "mutex" => ["name"],
        "network-traffic" => ["start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"],
        "software" => ["name", "cpe", "swid", "vendor", "version"],
        "user-account" => ["account_type", "user_id", "account_login"],
        "windows-registry-key" => ["key", "values"],
        "x509-certificate" => ["hashes", "serial_number"],
        _ => [],
    };

    /// <summary>A name-based UUID (RFC 9562 §5.5).</summary>
    public static Guid Uuid5(Guid space, ReadOnlySpan<byte> name)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha.AppendData(space.ToByteArray(bigEndian: true));
        sha.AppendData(name);
        Span<byte> hash = stackalloc byte[20];
        sha.GetHashAndReset(hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>A name-based UUID over text, for the objects of one's own; never in the namespace of observables (§2.9).</summary>
    public static Guid Uuid5(Guid space, string name) => Uuid5(space, Encoding.UTF8.GetBytes(name));

    static JsonObject Contributing(string type, JsonElement observable)
    {
        var made = new JsonObject();
        foreach (var name in ContributingProperties(type))
        {
            if (!observable.TryGetProperty(name, out var value)) continue;
            made[name] = name is "hashes" && value.ValueKind == JsonValueKind.Object ? OneHash(value) : JsonSerializer.SerializeToNode(value);
        }

        return made;
    }

    /// <summary>Of several hashes one counts, so that who knows more of them comes to the same name.</summary>
    static JsonObject OneHash(JsonElement hashes)
    {
        foreach (var preferred in PreferredHashes)
            if (hashes.TryGetProperty(preferred, out var value)) return new JsonObject { [preferred] = JsonSerializer.SerializeToNode(value) };
        foreach (var first in hashes.EnumerateObject()) return new JsonObject { [first.Name] = JsonSerializer.SerializeToNode(first.Value) };
        return [];
    }
}
