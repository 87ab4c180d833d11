using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Incidents.Reports.Stix;

/// <summary>Ids of STIX objects that come out the same whenever the same things are reported.</summary>
static class StixIds
{
    // STIX 2.1 §2.9.
    static readonly Guid Observables = new("00abedb4-aa42-466c-9c01-fed23315a9b7");
    static readonly Guid Ours = new("6f1f2a2e-8b1d-5c53-9a4e-7d0f3b6c2e11");

    /// <summary>The id of an observable: UUIDv5 over its id contributing properties as canonical JSON (RFC 8785).</summary>
    /// <param name="type">The type of the observable.</param>
    /// <param name="properties">The properties that are present, as canonical JSON.</param>
    public static string Observable(string type, string properties) => $"{type}--{Version5(Observables, properties)}";

    /// <summary>The id of an object whose type names no contributing properties.</summary>
    public static string Object(string type, string name) => $"{type}--{Version5(Ours, type + "\n" + name)}";

    /// <summary>A process has no contributing properties and must have a UUIDv4; this one is drawn from a hash and not by chance.</summary>
    public static string Process(string key) => $"process--{Shaped(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 4)}";

    /// <summary>A string as canonical JSON writes it (RFC 8785 §3.2.2.2).</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }

    static Guid Version5(Guid space, string name)
    {
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));
#pragma warning disable CA5350 // UUIDv5 is defined over SHA-1 (RFC 9562 §5.5); nothing is secured by it.
        return Shaped(SHA1.HashData(bytes), 5);
#pragma warning restore CA5350
    }

    static Guid Shaped(ReadOnlySpan<byte> hash, int version)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | version << 4);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
