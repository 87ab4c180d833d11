using System.Formats.Cbor;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Hoplite.Guard.Approvals;

/// <summary>Verifies signatures with public keys as authenticators give them (RFC 9052 §7, RFC 9053 §7): ES256, RS256 and EdDSA.</summary>
static class CoseKey
{
    const int Algorithm = 3, Es256 = -7, EdDsa = -8, Rs256 = -257;

    /// <summary>Whether a signature is one of the data by this key.</summary>
    public static bool Verifies(ReadOnlyMemory<byte> key, byte[] data, ReadOnlySpan<byte> signature)
    {
        try
        {
            var (numbers, parts) = Read(key);
            return numbers.GetValueOrDefault(Algorithm) switch
            {
                Es256 => IsEs256(parts[-2], parts[-3], data, signature),
                Rs256 => IsRs256(parts[-1], parts[-2], data, signature),
                EdDsa => NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, parts[-2], KeyBlobFormat.RawPublicKey, out var known) && SignatureAlgorithm.Ed25519.Verify(known!, data, signature),
                _ => false,
            };
        }
        catch (Exception wrong) when (wrong is CborContentException or InvalidOperationException or OverflowException or KeyNotFoundException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    static (Dictionary<int, int> Numbers, Dictionary<int, byte[]> Parts) Read(ReadOnlyMemory<byte> key)
    {
        var reader = new CborReader(key, CborConformanceMode.Ctap2Canonical);
        var (numbers, parts) = (new Dictionary<int, int>(), new Dictionary<int, byte[]>());
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var name = reader.ReadInt32();
            switch (reader.PeekState())
            {
                case CborReaderState.ByteString:
                    parts[name] = reader.ReadByteString();
                    break;
                case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                    numbers[name] = reader.ReadInt32();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        return (numbers, parts);
    }

    static bool IsEs256(byte[] x, byte[] y, byte[] data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    static bool IsRs256(byte[] modulus, byte[] exponent, byte[] data, ReadOnlySpan<byte> signature)
    {
        using var key = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return key.KeySize >= 2048 && key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
