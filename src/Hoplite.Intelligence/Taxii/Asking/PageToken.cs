using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Intelligence.Taxii;

/// <summary>The value of <c>next</c>: where the page before ended, bound to the filters it was asked with, and signed. Nothing is kept for it, so it can be used again.</summary>
sealed class PageToken(ReadOnlyMemory<byte> key)
{
    const int SignatureBytes = 16;
    const int Bytes = sizeof(long) + SignatureBytes;

    /// <summary>Writes a token.</summary>
    /// <param name="position">The last key that was given out.</param>
    /// <param name="question">What was asked, by whom.</param>
    public string Write(long position, string question)
    {
        Span<byte> token = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(token, position);
        Sign(token[..sizeof(long)], question, token[sizeof(long)..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="TaxiiRefusal">It is not one of ours, or was for another question (400).</exception>
    public long Read(string token, string question)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Span<byte> right = stackalloc byte[SignatureBytes];
        if (token.Length == Base64Url.GetEncodedLength(Bytes) && Base64Url.IsValid(token, out var length) && length == Bytes && Base64Url.TryDecodeFromChars(token, bytes, out _))
        {
            Sign(bytes[..sizeof(long)], question, right);
            if (CryptographicOperations.FixedTimeEquals(right, bytes[sizeof(long)..])) return BinaryPrimitives.ReadInt64BigEndian(bytes);
        }

        throw new TaxiiRefusal(400, "next is not a value this server gave out for these filters");
    }

    void Sign(ReadOnlySpan<byte> position, string question, Span<byte> signature)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Span, [.. position, .. Encoding.UTF8.GetBytes(question)], whole);
        whole[..SignatureBytes].CopyTo(signature);
    }
}
