using System.Net;
using System.Net.Sockets;

namespace Hoplite.Guard.Actions;

/// <summary>The one normal form of an address. Anything that two programs could read differently is no address.</summary>
public static class AddressForm
{
    /// <summary>How many bits an address has.</summary>
    public static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    /// <summary>Reads a single address: four decimal numbers without leading zeros, or IPv6 without a zone; an IPv4 address written as IPv6 becomes IPv4.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Length is < 2 or > 45 || text.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF.:")) return false;
        if (!text.Contains(':', StringComparison.Ordinal) && !IsDotted(text)) return false;
        if (text.Contains(':', StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal) && !IsDotted(text[(text.LastIndexOf(':') + 1)..])) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        address = Normal(parsed);
        return true;
    }

    /// <summary>Reads a network: address, slash, length; bits behind the length must be zero.</summary>
    public static bool TryParseNetwork(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            if (!TryParse(text, out var single)) return false;
            network = new IPNetwork(single, Bits(single));
            return true;
        }

        if (!TryParse(text[..slash], out var address) || !int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var length)) return false;
        if (text[slash + 1] == '0' && text.Length > slash + 2) return false;

        // A network of mapped addresses counts its bits from the start of the IPv6 form.
        if (address.AddressFamily == AddressFamily.InterNetwork && text.Contains(':', StringComparison.Ordinal)) length -= 96;
        if (length < 0 || length > Bits(address)) return false;
        network = new IPNetwork(address, length);
        return network.BaseAddress.Equals(address);
    }

    /// <summary>The address without a zone, as IPv4 when it is one.</summary>
    public static IPAddress Normal(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;

    static bool IsDotted(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, p => p.Length is 1 or 2 or 3 && p.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && (p.Length == 1 || p[0] != '0') && int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) <= 255);
    }
}
