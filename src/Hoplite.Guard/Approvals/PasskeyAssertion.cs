using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hoplite.Guard.Approvals;

/// <summary>Checks the assertion of a passkey (Web Authentication Level 2 §7.2) against one challenge. The person must have been there and been verified.</summary>
static class PasskeyAssertion
{
    const byte PersonThereAndVerified = 0b101;
    const int LongestPart = 4096;

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>Whether it is one.</summary>
    public static bool IsValid(PasskeyProof proof, PasskeyApproverKey key, byte[] challenge)
    {
        if (proof.ClientData.Length > LongestPart || proof.AuthenticatorData.Length is < 37 or > LongestPart || proof.Signature.Length > LongestPart) return false;
        if (!IsOurs(proof.ClientData, key, challenge)) return false;
        var said = proof.AuthenticatorData.Span;
        if (!said[..32].SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(key.RelyingParty))) || (said[32] & PersonThereAndVerified) != PersonThereAndVerified) return false;
        byte[] signed = [.. said, .. SHA256.HashData(proof.ClientData.Span)];
        return CoseKey.Verifies(key.PublicKey, signed, proof.Signature.Span);
    }

    static bool IsOurs(ReadOnlyMemory<byte> clientData, PasskeyApproverKey key, byte[] challenge)
    {
        try
        {
            using var client = JsonDocument.Parse(clientData, Strict);
            var root = client.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && Text(root, "type") == "webauthn.get"
                && Text(root, "challenge") is { } shown && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(Base64Url.EncodeToString(challenge)))
                && Text(root, "origin") is { } origin && key.Origins.Contains(origin, StringComparer.Ordinal)
                && !(root.TryGetProperty("crossOrigin", out var cross) && cross.ValueKind != JsonValueKind.False);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
