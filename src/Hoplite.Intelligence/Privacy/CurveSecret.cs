using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Hoplite.Intelligence.Privacy;

/// <summary>A secret number by which points of Curve25519 are multiplied (RFC 7748).</summary>
/// <remarks>
/// The function of libsodium is called as it is: NSec keeps each product in guarded memory, which is right for a key and costs more than the
/// multiplication where there are a hundred thousand, none of which is secret.
/// </remarks>
sealed partial class CurveSecret : IDisposable
{
    /// <summary>Bytes of a point, and of the secret.</summary>
    public const int Length = 32;

    readonly byte[] _secret;

    /// <summary>A new one.</summary>
    public CurveSecret()
    {
        using var key = Key.Create(KeyAgreementAlgorithm.X25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        _secret = key.Export(KeyBlobFormat.RawPrivateKey);
    }

    /// <summary>Multiplies a point.</summary>
    /// <returns>False for a point of small order, whose product would be the same whatever the secret.</returns>
    public bool TryMultiply(ReadOnlySpan<byte> point, Span<byte> product)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(point.Length, Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(product.Length, Length);
        return Multiply(product, _secret, point) == 0;
    }

    /// <inheritdoc />
    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);

    [LibraryImport("libsodium", EntryPoint = "crypto_scalarmult_curve25519")]
    private static partial int Multiply(Span<byte> product, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> point);
}
