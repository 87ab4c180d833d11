using Hoplite.Server.Identity.Sessions;

namespace Hoplite.Server.Identity.Api;

/// <summary>Changes the own password; all other sessions end.</summary>
/// <param name="Current">The password until now; not needed when there is none.</param>
/// <param name="Password">The password from now on.</param>
public sealed record PasswordRequest(string? Current, string? Password);

/// <summary>What an authenticator app needs. It is shown once.</summary>
/// <param name="Secret">The secret, in Base32.</param>
/// <param name="Uri">The <c>otpauth</c> address.</param>
/// <param name="Svg">The address as a QR code, an SVG picture.</param>
public sealed record TotpAnswer(string Secret, string Uri, string Svg);

/// <summary>Recovery codes. They are shown once.</summary>
/// <param name="Codes">The codes; each works once.</param>
public sealed record RecoveryAnswer(IReadOnlyList<string> Codes);

/// <summary>An own session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Method">How it began.</param>
/// <param name="Created">When it began.</param>
/// <param name="Seen">When it was last used.</param>
/// <param name="Address">From where.</param>
/// <param name="Agent">With what.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
public sealed record SessionItem(Guid Id, string Method, DateTimeOffset Created, DateTimeOffset Seen, string Address, string Agent, bool IsCurrent)
{
    internal static SessionItem Of(Session session, Guid? current) =>
        new(session.Id, session.Method, session.Created, session.Seen, session.Address, session.Agent, session.Id == current);
}
