using System.Globalization;
using System.Net;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Texts of a form: addresses, hexadecimal digits and the like.</summary>
static class Formats
{
    /// <summary>What is wrong with a text of that kind; null if nothing is.</summary>
    public static string? Wrong(PropertyKind kind, string text) => kind switch
    {
        PropertyKind.Hex => IsHex(text) ? null : "is no pairs of hexadecimal digits",
        PropertyKind.Binary => IsBase64(text) ? null : "is no base64",
        PropertyKind.Url => IsUrl(text) ? null : "is no URL; write it with its scheme, like https://example.com/",
        PropertyKind.Email => IsEmail(text) ? null : "is no address of mail; write it like name@example.com, the name of the person into display_name",
        PropertyKind.Domain => IsDomain(text) ? null : "is no domain name",
        PropertyKind.Ipv4 => IsIpv4(text) ? null : "is no IPv4 address or network; write it like 198.51.100.0/24",
        PropertyKind.Ipv6 => IsIpv6(text) ? null : "is no IPv6 address or network; write it like 2001:db8::/32",
        PropertyKind.Mac => IsMac(text) ? null : "is no MAC address; write it in small letters with colons",
        PropertyKind.Cpe => IsCpe(text) ? null : "is no CPE 2.3 name; write it like cpe:2.3:a:vendor:product:1.0:*:*:*:*:*:*:*",
        PropertyKind.Mime => IsMime(text) ? null : "is no registered media type; write it like application/zip",
        PropertyKind.CharacterSet => IsCharacterSet(text) ? null : "is no registered character set; write it like UTF-8",
        PropertyKind.RegistryKey => IsRegistryKey(text) ? null : "begins with a short name of a hive; write the whole, like HKEY_LOCAL_MACHINE",
        PropertyKind.Word => text.Length > 0 && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') ? null : "must be of a-z, 0-9 and hyphens",
        _ => null,
    };

    public static bool IsHex(string text) => text.Length > 0 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);

    public static bool IsBase64(string text)
    {
        if (text.Length % 4 != 0) return false;
        var body = text.AsSpan().TrimEnd('=');
        return text.Length - body.Length <= 2 && body.IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") < 0;
    }

    public static bool IsUrl(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !char.IsAsciiLetter(text[0]) || !text.AsSpan(0, colon).ToArray().All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.')) return false;
        return text.Length > colon + 1 && text.All(letter => letter is > ' ' and < (char)127 and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}'));
    }

    public static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && text.IndexOfAny([' ', '<', '>', '\t', '\n', ',', ';']) < 0;
    }

    public static bool IsDomain(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        return name.Length is > 0 and <= 253 && name.Split('.').All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
            && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' || letter > 127 && !char.IsWhiteSpace(letter) && !char.IsControl(letter)));
    }

    public static bool IsIpv4(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && !IsCount(text.AsSpan(slash + 1), 32)) return false;
        var parts = (slash < 0 ? text : text[..slash]).Split('.');
        return parts.Length == 4 && parts.All(part => IsCount(part, 255));
    }

    public static bool IsIpv6(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && !IsCount(text.AsSpan(slash + 1), 128)) return false;
        var address = slash < 0 ? text : text[..slash];
        return address.Contains(':', StringComparison.Ordinal) && !address.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(address, out _);
    }

    public static bool IsSelector(string text)
    {
        if (text is "id") return true;
        var steps = text.Split('.');
        return steps[0].Length is >= 3 and <= 249 && steps.All(step => IsStep(step) || step.StartsWith('[') && step.EndsWith(']') && step.Length > 2 && step[1..^1].All(char.IsAsciiDigit)) && steps[0][0] != '[';
    }

    public static bool IsVocabularyWord(string text) => text.Any(char.IsLower) && !text.Any(letter => char.IsUpper(letter) || letter is '_' or ' ');

    public static bool IsMime(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && text[..slash] is "application" or "audio" or "font" or "image" or "message" or "model" or "multipart" or "text" or "video"
            && text.Length > slash + 1 && (char.IsAsciiLetterOrDigit(text[slash + 1]) || text[slash + 1] is '.' or '+' or '_' or '-');
    }

    static bool IsStep(string step) => step.Length is > 0 and <= 250 && step.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '-');

    // IANA's names have no dots; nobody writes out the list for a check.
    static bool IsCharacterSet(string text) => text.Length is >= 2 and <= 250 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '(' or ')' or '-' or ':' or '+');

    static bool IsMac(string text) => text.Length == 17 && text.Split(':') is { Length: 6 } parts && parts.All(part => part.Length == 2 && part.All(char.IsAsciiHexDigitLower));

    static bool IsRegistryKey(string text)
    {
        var hive = text.Split('\\')[0];
        return !((string[])["HKLM", "HKCC", "HKCR", "HKCU", "HKU"]).Contains(hive, StringComparer.OrdinalIgnoreCase);
    }

    static bool IsCpe(string text)
    {
        var parts = new List<string> { "" };
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == ':') parts.Add("");
            else if (text[index] == '\\' && index + 1 < text.Length) parts[^1] += text.Substring(index++, 2);
            else parts[^1] += text[index];
        }

        return text.Length < 2048 && parts is ["cpe", "2.3", "a" or "o" or "h" or "*" or "-", ..] && parts.Count == 13
            && parts.Skip(3).All(part => part.Length > 0 && !part.Any(letter => letter is <= ' ' or > '~'));
    }

    static bool IsCount(ReadOnlySpan<char> text, int most) =>
        text.Length is > 0 and <= 3 && (text.Length == 1 || text[0] != '0') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most;
}
