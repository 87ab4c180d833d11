using System.Security.Cryptography;
using Hoplite.Server.Identity.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Hoplite.Server.Identity.Totp;

/// <summary>Makes, encrypts and checks TOTP secrets; a code works once.</summary>
public sealed class TotpVault(IDataProtectionProvider protection, AccountBook accounts, TimeProvider time)
{
    readonly IDataProtector _protector = protection.CreateProtector("hoplite.totp");

    /// <summary>A new secret of 160 bits.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>Keeps a secret if the code proves that the app has it.</summary>
    public bool TryEnrol(Account account, byte[] secret, string? code)
    {
        if (TotpCode.Match(secret, Digits(code), time.GetUtcNow()) is not { } step) return false;
        accounts.SetTotp(account.Id, Convert.ToBase64String(_protector.Protect(secret)), step);
        return true;
    }

    /// <summary>Whether the code is right and has not been used.</summary>
    public bool TryUse(Account account, string? code)
    {
        if (account.Totp is null || Open(account.Totp) is not { } secret) return false;
        return TotpCode.Match(secret, Digits(code), time.GetUtcNow()) is { } step && accounts.TryUseStep(account.Id, step);
    }

    // Without its keys, after a restore of the database alone, no code is right; recovery codes still are.
    byte[]? Open(string kept)
    {
        try
        {
            return _protector.Unprotect(Convert.FromBase64String(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Apps show "123 456".
    static string Digits(string? code) => code is { Length: <= 16 } ? code.Replace(" ", "", StringComparison.Ordinal) : "";
}
