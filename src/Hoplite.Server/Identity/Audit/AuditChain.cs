using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Server.Identity.Audit;

/// <summary>Ties each entry to the one before.</summary>
static class AuditChain
{
    public static byte[] Start { get; } = new byte[32];

    public static byte[] Next(ReadOnlySpan<byte> before, long id, long ticks, string actor, string address, string action, string detail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> number = stackalloc byte[8];
        foreach (var value in (ReadOnlySpan<long>)[id, ticks])
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            hash.AppendData(number);
        }

        // With its length before it, no text can pretend to be two.
        foreach (var text in (ReadOnlySpan<string>)[actor, address, action, detail])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
