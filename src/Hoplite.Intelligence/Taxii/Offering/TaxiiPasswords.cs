using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Compares passwords. A password that was right is known again by a keyed hash, so that not every request pays for a slow one.</summary>
static class TaxiiPasswords
{
    const string Prefix = "pbkdf2:sha256:";
    const int MostIterations = 10_000_000;

    /// <summary>What nobody's password is; for taking as long as with a user that exists.</summary>
    public const string Nobody = "pbkdf2:sha256:600000$nobody$0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Makes the form that is kept.</summary>
    public static string Hash(string password, int iterations = 600_000)
    {
        var salt = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{iterations}${salt}${Convert.ToHexStringLower(Derive(password, salt, iterations, 32))}");
    }

    /// <summary>Whether a kept password is hashed.</summary>
    public static bool IsHashed(string kept) => kept.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether a kept password has a form we can compare with.</summary>
    public static bool IsWellFormed(string kept) => !IsHashed(kept) || Parts(kept) is not null;

    /// <summary>Whether a password is the kept one.</summary>
    public static bool Fits(string password, string kept)
    {
        if (!IsHashed(kept)) return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(password)), SHA256.HashData(Encoding.UTF8.GetBytes(kept)));
        return Parts(kept) is var (iterations, salt, hash) && CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations, hash.Length), hash);
    }

    static (int Iterations, string Salt, byte[] Hash)? Parts(string kept)
    {
        var parts = kept[Prefix.Length..].Split('$');
        if (parts.Length != 3 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is 0 or > MostIterations) return null;
        try
        {
            var hash = Convert.FromHexString(parts[2]);
            return hash.Length is >= 16 and <= 64 ? (iterations, parts[1], hash) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static byte[] Derive(string password, string salt, int iterations, int length) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), iterations, HashAlgorithmName.SHA256, length);
}
