using System.Security.Cryptography;
using System.Text;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Identity.Totp;

/// <summary>Codes on paper for whoever loses the phone: each works once, instead of a TOTP code.</summary>
/// <param name="database">Where their hashes are kept.</param>
public sealed class RecoveryCodes(CaseDatabase database)
{
    const int Count = 10;

    /// <summary>Makes new codes; the old ones are worth nothing from now on.</summary>
    public IReadOnlyList<string> Renew(Guid user)
    {
        // 80 bits each: a fast hash of them cannot be searched.
        string[] codes = [.. Enumerable.Range(0, Count).Select(_ => Base32.Encode(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant())];
        database.Write(s =>
        {
            s.Execute("DELETE FROM recovery_codes WHERE user = @0", user.ToString());
            foreach (var code in codes) s.Execute("INSERT INTO recovery_codes VALUES (@0, @1)", Hash(user, code), user.ToString());
        });
        return [.. codes.Select(c => string.Join('-', c.Chunk(4).Select(p => new string(p))))];
    }

    /// <summary>How many are left.</summary>
    public int Left(Guid user) => Convert.ToInt32(database.Read(s => s.Scalar("SELECT COUNT(*) FROM recovery_codes WHERE user = @0", user.ToString())), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Uses a code up; false when it is not one.</summary>
    public bool TryUse(Guid user, string? code)
    {
        if (code is not { Length: >= 16 and <= 40 }) return false;
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return database.Write(s => s.Execute("DELETE FROM recovery_codes WHERE hash = @0 AND user = @1", Hash(user, plain), user.ToString())) == 1;
    }

    static byte[] Hash(Guid user, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{user}:{code}"));
}
