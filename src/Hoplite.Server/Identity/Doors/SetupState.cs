using System.Net;
using System.Security.Cryptography;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Totp;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Whether there is an administrator, and who may become the first.</summary>
/// <param name="accounts">All accounts.</param>
/// <param name="options">Which proxies are trusted.</param>
public sealed class SetupState(AccountBook accounts, AccountOptions options)
{
    static readonly string[] Local = ["localhost", "127.0.0.1", "[::1]"];

    // In memory only, so that whoever has it can read this process's console.
    readonly string _code = string.Join('-', Base32.Encode(RandomNumberGenerator.GetBytes(15)).ToLowerInvariant().Chunk(6).Select(c => new string(c)));

    /// <summary>Whether there is an administrator. Until then the host listens on loopback only, unless it is told otherwise.</summary>
    public bool IsSetUp => accounts.IsSetUp;

    /// <summary>Writes the one-time setup code to the console, if it is still needed. Give it no log.</summary>
    public void Announce(TextWriter console)
    {
        if (!IsSetUp) console.WriteLine($"Setup code (to create the first administrator from another machine): {_code}");
    }

    /// <summary>Whether this request may create the first administrator.</summary>
    public bool MayBeSetUpBy(HttpContext context, string? code) => !NeedsCode(context) || Secret.AreEqual(code?.Trim().ToLowerInvariant(), _code);

    /// <summary>Whether this request has to bring the code.</summary>
    /// <remarks>
    /// A proxy on this machine makes everybody look local, and a page elsewhere can point a name of its own at 127.0.0.1;
    /// so there must be no sign of a proxy, and the request must be for this machine by name.
    /// </remarks>
    public bool NeedsCode(HttpContext context) =>
        options.TrustedProxies.Count > 0
        || context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)
        || context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded") || context.Request.Headers.ContainsKey("Via")
        || !Local.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The code, for tests.</summary>
    internal string Code => _code;
}
