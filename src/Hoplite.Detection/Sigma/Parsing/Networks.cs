using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Detection.Sigma;

/// <summary>The value of <c>cidr</c>: a network, or one address; bits beyond the prefix are cleared.</summary>
static class Networks
{
    public static IPNetwork Read(string text, int line)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        if (!IsAddress(address, out var parsed)) throw new RuleProblem(line, $"'{text}' is no IP network.");
        var bytes = parsed.GetAddressBytes();
        var bits = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > bytes.Length * 8))
            throw new RuleProblem(line, $"'{text}' is no IP network.");
        for (var bit = bits; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), bits);
    }

    /// <summary>Four decimal parts, or IPv6 without a zone; none of the short forms such as <c>10.1</c>.</summary>
    static bool IsAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.AsSpan().IndexOfAny("%[]") >= 0 || !IPAddress.TryParse(text, out var parsed)) return false;
        address = parsed;
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 || text.AsSpan().Count('.') == 3;
    }
}
