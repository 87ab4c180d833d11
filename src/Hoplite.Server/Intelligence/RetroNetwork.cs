using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Server.Intelligence;

/// <summary>A network as it is searched for in stored events: what the addresses in it begin with, as a number (IPv4) or as text (IPv6).</summary>
/// <param name="Shape">The same for all networks that one question can look for.</param>
/// <param name="Key">What the question gives for an address of the network.</param>
sealed record RetroNetwork(string Shape, string Key)
{
    const int Shortest4 = 8, Longest4 = 32, Group = 16, Groups = 7;

    /// <summary>The network of a text; null for one that cannot be searched for: shorter than /8, or of IPv6 and not ending between groups of digits that are all there.</summary>
    public static RetroNetwork? Of(string text)
    {
        if (!IPNetwork.TryParse(text, out var network)) return null;
        var bytes = network.BaseAddress.GetAddressBytes();
        if (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
            return network.PrefixLength is < Shortest4 or > Longest4 ? null : new RetroNetwork($"4/{network.PrefixLength}", bytes.Aggregate(0L, (n, b) => (n << 8) | b).ToString(CultureInfo.InvariantCulture));
        var (groups, rest) = Math.DivRem(network.PrefixLength, Group);
        if (groups is 0 or > Groups || rest != 0) return null;
        var parts = Enumerable.Range(0, groups).Select(g => (bytes[2 * g] << 8) | bytes[(2 * g) + 1]).ToArray();

        // A group of zeros may be left out of the text of an address.
        return Array.Exists(parts, p => p == 0) ? null : new RetroNetwork($"6/{network.PrefixLength}", string.Concat(parts.Select(p => p.ToString("x", CultureInfo.InvariantCulture) + ":")));
    }

    /// <summary>Gives the key of the address in a column, in the query language.</summary>
    public string Expression(string column)
    {
        var length = int.Parse(Shape.AsSpan(2), CultureInfo.InvariantCulture);
        return Shape[0] == '4'
            ? string.Create(CultureInfo.InvariantCulture, $"tostring(bin(parse_ipv4({column}), {1L << (Longest4 - length)}))")
            : string.Create(CultureInfo.InvariantCulture, $"extract(\"^((?:[0-9A-Fa-f]+:){{{length / Group}}})\", 1, {column})");
    }
}
