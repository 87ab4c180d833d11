using System.Globalization;
using Hoplite.Guard.Actions;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>Tells what a text names that somebody typed in or pasted from a report, where such things are often written so that nobody clicks on them.</summary>
static class IndicatorText
{
    const int Longest = 2_048;

    static readonly (string Written, string Meant)[] Defanged =
    [
        ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[://]", "://"), ("[/]", "/"), ("[@]", "@"), ("[at]", "@"), ("(at)", "@"), ("(@)", "@"), ("\\.", "."),
    ];

    /// <summary>The thing.</summary>
    /// <exception cref="ArgumentException">It is none that can be matched.</exception>
    public static Named Read(string text)
    {
        var plain = Plain(text);
        if (plain.Length is 0 or > Longest || plain.Any(char.IsControl)) throw Unknown();
        if (plain.Length is 32 or 40 or 64 && plain.All(char.IsAsciiHexDigit)) return Named.Of(NamedKind.Hash, plain);
        if (TargetForm.Address(plain) is AddressTarget address) return Named.Of(NamedKind.Network, address.Network.ToString());
        if (plain.Contains("://", StringComparison.Ordinal))
            return Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ftp" && uri.Host.Length > 0 ? Named.Of(NamedKind.Url, plain) : throw Unknown();
        if (plain.IndexOf('@', StringComparison.Ordinal) is > 0 and var at)
            return Domain(plain[(at + 1)..]) is { } host && !plain[..at].Any(char.IsWhiteSpace) ? Named.Of(NamedKind.Email, plain[..(at + 1)] + host) : throw Unknown();
        return Domain(plain) is { } domain ? Named.Of(NamedKind.Domain, domain) : throw Unknown();
    }

    /// <summary>The text as it was meant: <c>hxxp[:]//evil[.]example</c> is a URL.</summary>
    public static string Plain(string text)
    {
        var plain = text.Trim().Trim('"', '\'', '<', '>', '`', ',', ';');
        foreach (var (written, meant) in Defanged) plain = plain.Replace(written, meant, StringComparison.OrdinalIgnoreCase);
        if (plain.StartsWith("hxxp", StringComparison.OrdinalIgnoreCase)) plain = "http" + plain[4..];
        if (plain.StartsWith("meow://", StringComparison.OrdinalIgnoreCase)) plain = "http://" + plain[7..];
        if (plain.StartsWith("fxp://", StringComparison.OrdinalIgnoreCase)) plain = "ftp://" + plain[6..];
        return plain.Trim();
    }

    static string? Domain(string text)
    {
        try
        {
            return text.TrimEnd('.').Contains('.', StringComparison.Ordinal) && TargetForm.Domain(new IdnMapping().GetAscii(text.TrimEnd('.'))) is DomainTarget domain ? domain.Name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static ArgumentException Unknown() => new("this is none of these: an address, a network like 203.0.113.0/24, a domain, a URL, a hash (MD5, SHA-1, SHA-256) or a mail address");
}
