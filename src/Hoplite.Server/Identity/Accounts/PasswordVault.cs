using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>Hashes passwords and compares them; it takes as long for nobody as for somebody.</summary>
public sealed class PasswordVault
{
    readonly PasswordHasher<Account> _hasher;
    readonly string _nobody;

    /// <summary>Makes the vault.</summary>
    public PasswordVault(AccountOptions options)
    {
        _hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = options.PasswordRounds }));
        _nobody = Hash(Secret.New("").Token);
    }

    /// <summary>The hash of a password.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether it is the account's password; false for no account, after the same work.</summary>
    public bool Matches(Account? account, string? password, out bool isDated)
    {
        var isTooLong = password is { Length: > PasswordRule.Longest };
        var result = _hasher.VerifyHashedPassword(null!, account?.Password ?? _nobody, isTooLong ? "" : password ?? "");
        isDated = result == PasswordVerificationResult.SuccessRehashNeeded;
        return result != PasswordVerificationResult.Failed && account?.Password is not null && !isTooLong;
    }
}
