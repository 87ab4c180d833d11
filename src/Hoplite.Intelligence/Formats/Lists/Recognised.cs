using System.Net;
using System.Net.Sockets;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>Tells by its form what a value is.</summary>
public static class Recognised
{
    const int Longest = 4_096;

    /// <summary>The thing a text names; null when it is of no form that is known.</summary>
    /// <param name="text">A value, defanged or not.</param>
    public static Named? Of(string text)
    {
        if (text.Length is 0 or > Longest) return null;
        var value = Defanged.Undo(text.Trim().Trim('"', '\'', ',').Trim());
        if (value.Length == 0 || value.Any(c => c <= ' ' || c == '\u007f')) return null;
        if (IsHash(value)) return Named.Of(NamedKind.Hash, value);
        if (value.Contains("://", StringComparison.Ordinal)) return IsUrl(value) ? new Named(NamedKind.Url, value) : null;
        if (Address(value) is { } address) return address;
        var at = value.IndexOf('@', StringComparison.Ordinal);
        if (at > 0) return at == value.LastIndexOf('@') && IsDomain(value[(at + 1)..]) && IsMailbox(value[..at]) ? Named.Of(NamedKind.Email, value) : null;
        var slash = value.IndexOf('/', StringComparison.Ordinal);

        // A web address without its scheme is one of http, as blocklists write them.
        if (slash > 0 && IsAddress(value[..slash]) && value[(slash + 1)..].All(char.IsAsciiDigit)) return null;
        if (slash > 0) return (IsDomain(value[..slash]) || Address(value[..slash]) is not null) && IsUrl("http://" + value) ? new Named(NamedKind.Url, "http://" + value) : null;
        return IsDomain(value) ? Named.Of(NamedKind.Domain, value) : null;
    }

    /// <summary>Whether a text is a hash of 32, 40, 64 or 128 digits.</summary>
    internal static bool IsHash(string value) => value.Length is 32 or 40 or 64 or 128 && value.All(char.IsAsciiHexDigit);

    /// <summary>An address, with or without a port, or a network; IPv4 in four parts only, since others are read differently by different programs.</summary>
    internal static Named? Address(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? value : value[..slash];
        if (slash < 0 && host.StartsWith('[') && host.IndexOf(']', StringComparison.Ordinal) is > 0 and var end) host = host[1..end];
        else if (slash < 0 && host.Count(c => c == ':') == 1) host = host[..host.IndexOf(':', StringComparison.Ordinal)];
        if (!IsAddress(host)) return null;
        if (slash < 0) return Named.Of(NamedKind.Address, host);
        var length = value[(slash + 1)..];
        if (length.Length is 0 or > 3 || !length.All(char.IsAsciiDigit)) return null;

        // The bits of the host are cleared: 192.0.2.1/24 is 192.0.2.0/24.
        var address = IPAddress.Parse(host);
        var bits = int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
        if (bits > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)) return null;
        return Named.Of(NamedKind.Network, new IPNetwork(Masked(address, bits), bits).ToString());
    }

    /// <summary>Whether a text is a domain name: labels of letters, digits, hyphens and low lines, the last not of digits alone.</summary>
    internal static bool IsDomain(string value)
    {
        value = value.TrimEnd('.');
        if (value.StartsWith("*.", StringComparison.Ordinal)) return false;
        if (value.Length is < 3 or > 253) return false;
        var labels = value.Split('.');
        return labels.Length >= 2 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) && labels[^1].Length >= 2 && labels[^1].All(c => char.IsLetterOrDigit(c) || c == '-');
    }

    static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');

    static bool IsMailbox(string text) => text.Length <= 64 && text.All(c => char.IsLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-".Contains(c, StringComparison.Ordinal));

    internal static bool IsUrl(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ftp" or "ftps" or "sftp" or "ldap" or "ldaps" or "tcp" or "udp" or "ws" or "wss" && uri.Host.Length > 0;

    internal static bool IsAddress(string host)
    {
        if (host.Contains(':', StringComparison.Ordinal)) return !host.Contains('%', StringComparison.Ordinal) && !host.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(host, out var six) && six.AddressFamily == AddressFamily.InterNetworkV6;
        var parts = host.Split('.');
        return parts.Length == 4 && parts.All(p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0') && byte.TryParse(p, out _));
    }

    static IPAddress Masked(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - i * 8, 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
