using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Server.Identity;

/// <summary>Random secrets that we hand out once and keep only as hashes. They have 256 bits, so that a fast hash is enough.</summary>
static class Secret
{
    const int LongestAccepted = 100;

    /// <summary>A new secret and what to keep of it.</summary>
    public static (string Token, byte[] Hash) New(string prefix)
    {
        var token = prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (token, SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    /// <summary>What to look a secret up by; null when it cannot be one.</summary>
    public static byte[]? Hash(string? token) => token is { Length: > 8 and <= LongestAccepted } ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;

    /// <summary>Whether two texts are the same, in a time that does not say where they differ.</summary>
    public static bool AreEqual(string? a, string? b) =>
        a is not null && b is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(a)), SHA256.HashData(Encoding.UTF8.GetBytes(b)));
}
