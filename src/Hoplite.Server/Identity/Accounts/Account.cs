namespace Hoplite.Server.Identity.Accounts;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Id">The id; it stays when the name changes.</param>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Password">The hash of the password; null when there is none.</param>
/// <param name="Totp">The encrypted TOTP secret; null when there is none.</param>
/// <param name="TotpStep">The last time step whose code was used.</param>
/// <param name="Subject">Issuer and subject at the single sign-on provider; null for a local account.</param>
/// <param name="Failures">Wrong attempts since the last right one.</param>
/// <param name="LockedUntil">Until when attempts are refused.</param>
/// <param name="Created">Since when.</param>
/// <param name="IsDisabled">Whether signing in is refused.</param>
/// <param name="Passkeys">How many passkeys there are.</param>
public sealed record Account(
    Guid Id, string Name, Role Role, string? Password, string? Totp, long TotpStep, string? Subject,
    int Failures, DateTimeOffset? LockedUntil, DateTimeOffset Created, bool IsDisabled, int Passkeys)
{
    /// <summary>Whether there is anything to sign in with.</summary>
    public bool CanSignIn => Password is not null || Passkeys > 0 || Subject is not null;

    /// <summary>Whether there is a second factor.</summary>
    public bool HasSecondFactor => Totp is not null || Passkeys > 0;

    /// <summary>The record without anything that is kept secret, so that it can be logged.</summary>
    public override string ToString() => $"{Name} ({Role.Name()})";
}
