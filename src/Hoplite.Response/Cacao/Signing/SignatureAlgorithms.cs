using System.Security.Cryptography;
using NSec.Cryptography;
using HashName = System.Security.Cryptography.HashAlgorithmName;

namespace Hoplite.Response.Cacao.Signing;

/// <summary>The signature algorithms of CACAO 2.0 §9.1.1 that are known here: RSA, ECDSA and Ed25519.</summary>
static class SignatureAlgorithms
{
    /// <summary>Whether a signature is one of a key over a text; null when the algorithm is not known or the key is not one for it.</summary>
    public static bool? Verify(string algorithm, ReadOnlySpan<byte> info, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        try
        {
            switch (algorithm)
            {
                case "RS256" or "RS384" or "RS512" or "PS256" or "PS384" or "PS512":
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportSubjectPublicKeyInfo(info, out var read);
                        return read == info.Length && rsa.KeySize is >= 2048 and <= 16384
                            ? rsa.VerifyData(text, signature, HashOf(algorithm), algorithm[0] == 'R' ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss) : null;
                    }

                case "ES256" or "ES384" or "ES512":
                    using (var curve = ECDsa.Create())
                    {
                        curve.ImportSubjectPublicKeyInfo(info, out var read);
                        return read == info.Length && curve.KeySize == CurveOf(algorithm)
                            ? curve.VerifyData(text, signature, HashOf(algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation) : null;
                    }

                case "Ed25519" or "EdDSA":
                    return PublicKey.TryImport(SignatureAlgorithm.Ed25519, info, KeyBlobFormat.PkixPublicKey, out var key)
                        ? SignatureAlgorithm.Ed25519.Verify(key!, text, signature) : null;
                default:
                    return null;
            }
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The hash of an algorithm, from the number in its name.</summary>
    public static HashName HashOf(string algorithm) => algorithm[2..] switch { "384" => HashName.SHA384, "512" => HashName.SHA512, _ => HashName.SHA256 };

    static int CurveOf(string algorithm) => algorithm switch { "ES384" => 384, "ES512" => 521, _ => 256 };
}
