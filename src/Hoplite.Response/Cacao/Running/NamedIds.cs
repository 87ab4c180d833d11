using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Response.Cacao.Running;

/// <summary>Ids made from what they stand for: UUIDv5 (RFC 9562 §5.5). The same thing always has the same id.</summary>
static class NamedIds
{
    static readonly byte[] Space = new Guid("8f2b5b1e-6c0a-4d0e-9a57-2f6d3c1a7e44").ToByteArray(bigEndian: true);

    /// <summary>The id of a name.</summary>
    public static Guid From(string name)
    {
#pragma warning disable CA5350 // UUIDv5 is defined over SHA-1; nothing is secured by it.
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData([.. Space, .. Encoding.UTF8.GetBytes(name)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
