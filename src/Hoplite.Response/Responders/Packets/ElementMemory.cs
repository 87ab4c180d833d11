using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Response.Netfilter;

namespace Hoplite.Response.Responders.Packets;

/// <summary>Writes down how elements were, and makes them so again.</summary>
static class ElementMemory
{
    /// <summary>What each of some networks is in a list: absent, for good, or until an instant.</summary>
    public static JsonArray Of(PacketFilter filter, FilterList list, IEnumerable<IPNetwork> networks, DateTimeOffset now) => [.. networks.Select(network =>
    {
        var found = filter.Use() == TableUse.Absent ? null : filter.Find(list, network);
        return new JsonObject
        {
            ["network"] = network.ToString(),
            ["present"] = found is not null,
            ["timeoutMs"] = found?.Timeout is { } timeout ? (long)timeout.TotalMilliseconds : null,
            ["expires"] = found?.Remaining is { } remaining ? (now + remaining).ToString("O", CultureInfo.InvariantCulture) : null,
        };
    })];

    /// <summary>The networks that were written down.</summary>
    public static IEnumerable<IPNetwork> Networks(JsonNode? memory) => memory!.AsArray().Select(e => IPNetwork.Parse(e!["network"]!.GetValue<string>()));

    /// <summary>Puts elements in until an instant; one that stays longer already is left as it is.</summary>
    public static void Put(PacketFilter filter, FilterList list, IEnumerable<IPNetwork> networks, TimeSpan lease)
    {
        foreach (var network in networks)
            if (filter.Use() == TableUse.Absent || filter.Find(list, network) is not { } found || found.Remaining < lease)
                filter.Put(list, network, lease);
    }

    /// <summary>Makes elements what they were.</summary>
    public static void Restore(PacketFilter filter, FilterList list, JsonNode? memory, DateTimeOffset now)
    {
        if (filter.Use() == TableUse.Absent && memory!.AsArray().All(e => Was(e!, now) is null)) return;
        foreach (var element in memory!.AsArray())
        {
            var network = IPNetwork.Parse(element!["network"]!.GetValue<string>());
            if (Was(element, now) is not { } was)
            {
                filter.Take(list, network);
                continue;
            }
            if (filter.Use() == TableUse.Absent || filter.Find(list, network) is not { } found || !IsSame(found, was)) filter.Put(list, [was]);
        }
    }

    static FilterElement? Was(JsonNode element, DateTimeOffset now)
    {
        if (!element["present"]!.GetValue<bool>()) return null;
        var network = IPNetwork.Parse(element["network"]!.GetValue<string>());
        if (element["expires"]?.GetValue<string>() is not { } expires) return new FilterElement(network, null, null);
        var remaining = DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture) - now;
        return remaining <= TimeSpan.Zero ? null : new FilterElement(network, TimeSpan.FromMilliseconds(element["timeoutMs"]!.GetValue<long>()), remaining);
    }

    // The kernel counts in ticks of its own, so remaining times are the same when a second apart.
    static bool IsSame(FilterElement one, FilterElement other) =>
        one.Timeout == other.Timeout && (one.Remaining is { } a && other.Remaining is { } b ? (a - b).Duration() < TimeSpan.FromSeconds(1) : one.Remaining == other.Remaining);
}
