using System.Globalization;
using System.Net;
using Hoplite.Telemetry.Mapping;

namespace Hoplite.Telemetry.Entities;

/// <summary>Reads the entities and links of an event through <c>content/mappings/entities.yaml</c>.</summary>
public static class EntityExtractor
{
    static readonly EntityMapping Mapping = EntityMapping.Default;

    /// <summary>The entities of an event, each once for each role.</summary>
    public static IReadOnlyList<EntityMention> Entities(EventRecord record)
    {
        var mentions = new List<EntityMention>();
        var placeRank = int.MaxValue;
        foreach (var (name, value) in record.Fields)
        {
            if (string.IsNullOrEmpty(value) || !Mapping.ByField.TryGetValue(FieldTable.Canonical(name), out var meaning)) continue;

            // In the logs of Zeek "host" and "hostname" are what somebody asked for, not where it happened.
            if (meaning.Role == "place" && record.LogSource.Product == "zeek" && (name is "host" or "hostname")) continue;
            if (name == "TargetUserName" && NamesGroup(record)) continue;
            foreach (var normal in Normal(meaning.Kind, value))
            {
                // An event happens in one place; what forwarded it often adds itself under a lesser name.
                if (meaning.Role == "place")
                {
                    if (meaning.Rank >= placeRank) continue;
                    placeRank = meaning.Rank;
                    mentions.RemoveAll(m => m.Role == "place");
                }

                var mention = new EntityMention(new Entity(meaning.Kind, normal), meaning.Role, name);
                if (!mentions.Exists(m => m.Entity == mention.Entity && m.Role == mention.Role)) mentions.Add(mention);
            }
        }

        return mentions;
    }

    /// <summary>The links of an event.</summary>
    public static IReadOnlyList<EventLink> Links(EventRecord record)
    {
        var links = new List<EventLink>();
        foreach (var (name, value) in record.Fields)
            if (!string.IsNullOrEmpty(value) && Mapping.Links.TryGetValue(FieldTable.Canonical(name), out var kind) && IsTelling(kind, value))
                links.Add(new EventLink(kind, value.ToLowerInvariant()));
        return links;
    }

    /// <summary>Whether an address is one of the public internet.</summary>
    public static bool IsPublic(string address)
    {
        if (!IPAddress.TryParse(address, out var ip)) return false;
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || ip.IsIPv6Multicast) return false;
        var bytes = ip.GetAddressBytes();
        return bytes.Length != 4 || !(bytes[0] is 0 or 10 or 127 or >= 224 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31)
            || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127));
    }

    // In Windows' events about groups the target is the group, which is no account.
    static bool NamesGroup(EventRecord record) =>
        record.LogSource.Product == "windows" && int.TryParse(record["EventID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id is (>= 4727 and <= 4735) or 4737 or (>= 4744 and <= 4764) or 4799;

    static IEnumerable<string> Normal(EntityKind kind, string value)
    {
        value = value.Trim();
        switch (kind)
        {
            case EntityKind.Host:
                if (value.Length is 0 or > 255 || value == "-") yield break;
                var host = value.TrimStart('\\').ToLowerInvariant();
                var dot = host.IndexOf('.', StringComparison.Ordinal);
                yield return dot > 0 && !IPAddress.TryParse(host, out _) ? host[..dot] : host;
                break;
            case EntityKind.User:
                var user = value[(value.LastIndexOf('\\') + 1)..].ToLowerInvariant();
                if (user.Length is > 0 and <= 255 && user is not ("-" or "system" or "local service" or "network service" or "anonymous logon" or "n/a" or "(null)") && !user.EndsWith('$') && !user.StartsWith("s-1-5-", StringComparison.Ordinal) && !user.StartsWith("dwm-", StringComparison.Ordinal) && !user.StartsWith("umfd-", StringComparison.Ordinal))
                    yield return user;
                break;
            case EntityKind.Address:
                var text = value.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase) ? value[7..] : value;
                if (IPAddress.TryParse(text, out var ip) && !IPAddress.IsLoopback(ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any)) yield return ip.ToString();
                break;
            case EntityKind.Hash:
                foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
                {
                    var hash = part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..].ToLowerInvariant();
                    if (!part.StartsWith("IMPHASH", StringComparison.OrdinalIgnoreCase) && hash.Length is 32 or 40 or 64 && hash.Trim('0').Length > 0) yield return hash;
                }

                break;
            case EntityKind.Domain:
                if (value.Length is > 3 and <= 255 && value.Contains('.', StringComparison.Ordinal)) yield return value.TrimEnd('.').ToLowerInvariant();
                break;
            default:
                if (value is not ("-" or "?") && value.Length <= 1024) yield return value.ToLowerInvariant();
                break;
        }
    }

    // The sessions of the system itself tie everything to everything.
    static bool IsTelling(string kind, string value) =>
        value.AsSpan().ContainsAnyExcept("{}0-x") && (kind != "logon" || value is not ("0x3e7" or "0x3e4" or "0x3e5" or "999" or "996" or "997"));
}
