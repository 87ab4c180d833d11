using Hoplite.Server.Identity.Totp;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Identity;

/// <summary>An authenticator app; it reads the secret as apps do.</summary>
sealed class Authenticator(string secret, FakeTimeProvider clock)
{
    public string Secret { get; } = secret;

    public string[] Recovery { get; set; } = [];

    public string Now => TotpCode.At(Decode(Secret), TotpCode.StepOf(clock.GetUtcNow()));

    /// <summary>Waits for a code that has not been used.</summary>
    public string Next()
    {
        clock.Advance(TimeSpan.FromSeconds(30));
        return Now;
    }

    public static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
