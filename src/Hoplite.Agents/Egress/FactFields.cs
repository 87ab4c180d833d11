using System.Text.Json.Nodes;

namespace Hoplite.Agents.Egress;

/// <summary>Which fields of facts hold names. It goes by the schema, not by the look of a value: what looks like an address in a log is mostly none.</summary>
public static class FactFields
{
    static readonly Dictionary<string, NameKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = NameKind.Host, ["hosts"] = NameKind.Host, ["hostname"] = NameKind.Host, ["hostnames"] = NameKind.Host, ["device"] = NameKind.Host, ["devices"] = NameKind.Host,
        ["computer"] = NameKind.Host, ["machine"] = NameKind.Host, ["server"] = NameKind.Host, ["workstation"] = NameKind.Host, ["asset"] = NameKind.Host, ["assets"] = NameKind.Host, ["domain"] = NameKind.Host,
        ["user"] = NameKind.User, ["users"] = NameKind.User, ["username"] = NameKind.User, ["account"] = NameKind.User, ["accounts"] = NameKind.User, ["principal"] = NameKind.User,
        ["owner"] = NameKind.User, ["mailbox"] = NameKind.User, ["email"] = NameKind.User, ["recipient"] = NameKind.User, ["sender"] = NameKind.User,
        ["ip"] = NameKind.Address, ["ips"] = NameKind.Address, ["address"] = NameKind.Address, ["addresses"] = NameKind.Address, ["peer"] = NameKind.Address, ["client"] = NameKind.Address,
        ["src"] = NameKind.Address, ["dst"] = NameKind.Address, ["source"] = NameKind.Address, ["destination"] = NameKind.Address, ["gateway"] = NameKind.Address, ["mac"] = NameKind.Address,
    };

    /// <summary>What the field holds, by the last part of its name that says it: <c>src_ip</c>, <c>target.host</c>, <c>users</c>; null when no part does.</summary>
    public static NameKind? KindOf(string field)
    {
        foreach (var part in field.Split('_', '.', '-', ' ').Reverse())
            if (Kinds.TryGetValue(part, out var kind)) return kind;
        return null;
    }

    /// <summary>The names in the facts.</summary>
    public static IEnumerable<KnownName> In(JsonNode? facts, NameKind? kind = null) => facts switch
    {
        JsonObject section => section.SelectMany(m => In(m.Value, KindOf(m.Key) ?? kind)),
        JsonArray list => list.SelectMany(item => In(item, kind)),
        JsonValue value when kind is { } known && value.TryGetValue<string>(out var text) && text.Length > 0 => [new(known, text)],
        _ => [],
    };
}
