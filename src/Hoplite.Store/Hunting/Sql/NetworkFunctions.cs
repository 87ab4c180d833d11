using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Functions of IPv4 addresses, by arithmetic.</summary>
static class NetworkFunctions
{
    const string Byte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    public static IEnumerable<FunctionDefinition> All =>
    [
        new("parse_ipv4", "parse_ipv4(text)", "the address as a number; null when the text is none", 1, 1, c => new SqlValue(Number(c.Text(0)), KqlType.Integer)),
        new("ipv4_is_private", "ipv4_is_private(text)", "whether the address is of a private network (10/8, 172.16/12, 192.168/16)", 1, 1, c => Truth(Within(c.Text(0), ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]))),
        new("ipv4_is_in_range", "ipv4_is_in_range(text, \"10.0.0.0/8\")", "whether the address lies in the network", 2, 2, Ranges),
        new("ipv4_is_in_any_range", "ipv4_is_in_any_range(text, \"10.0.0.0/8\", …)", "whether the address lies in one of the networks", 2, 64, Ranges),
    ];

    static SqlValue Ranges(CallSite call)
    {
        var ranges = Enumerable.Range(1, call.Count - 1).Select(call.ConstantText).ToList();
        for (var i = 0; i < ranges.Count; i++)
            if (Bounds(ranges[i]) is null) throw call.Wrong(i + 1, "this is no IPv4 network", "write it as 10.0.0.0/8");
        return Truth(Within(call.Text(0), ranges));
    }

    static string Number(string text)
    {
        var bytes = Enumerable.Range(1, 4).Select(i => string.Create(CultureInfo.InvariantCulture, $"TRY_CAST(split_part({text}, '.', {i}) AS BIGINT) * {1L << (8 * (4 - i))}"));
        return $"(CASE WHEN regexp_full_match({text}, '{Byte}[.]{Byte}[.]{Byte}[.]{Byte}') THEN {string.Join(" + ", bytes)} END)";
    }

    static string Within(string text, IReadOnlyList<string> ranges) =>
        $"coalesce(list_any_value(list_transform([{Number(text)}], lambda n: {string.Join(" OR ", ranges.Select(r => Bounds(r)!.Value).Select(b => string.Create(CultureInfo.InvariantCulture, $"n BETWEEN {b.First} AND {b.Last}")))})), false)";

    // The first and the last address of a network, or null when the text is none.
    static (long First, long Last)? Bounds(string range)
    {
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? range : range[..slash];
        var bits = 32;
        if (slash >= 0 && !int.TryParse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits)) return null;
        if (bits is < 0 or > 32 || address.Count(c => c == '.') != 3 || !IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetwork) return null;
        var value = parsed.GetAddressBytes().Aggregate(0L, (n, b) => n << 8 | b);
        var size = 1L << (32 - bits);
        return (value / size * size, value / size * size + size - 1);
    }

    static SqlValue Truth(string sql) => new(sql, KqlType.Bool, IsTotal: true);
}
