using System.Globalization;
using System.Text.Json.Nodes;

namespace Hoplite.Agents.Packs;

/// <summary>The names a pack tells of. Each stands once, under a member that says what it is, so that it becomes a pseudonym on its way out; rows only point at it.</summary>
sealed class PackNames
{
    /// <summary>Machines; rows say <c>h0</c>.</summary>
    public const string Hosts = "hosts";

    /// <summary>Accounts; rows say <c>u0</c>.</summary>
    public const string Accounts = "accounts";

    /// <summary>Addresses; rows say <c>a0</c>.</summary>
    public const string Addresses = "ips";

    static readonly (string Member, char Handle)[] Kinds = [(Hosts, 'h'), (Accounts, 'u'), (Addresses, 'a')];

    readonly Dictionary<string, List<string>> _lists = Kinds.ToDictionary(k => k.Member, _ => new List<string>(), StringComparer.Ordinal);

    /// <summary>The handle of a name.</summary>
    public string Handle(string member, string name)
    {
        var list = _lists[member];
        var at = list.IndexOf(name);
        if (at < 0)
        {
            at = list.Count;
            list.Add(name);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Kinds.First(k => k.Member == member).Handle}{at}");
    }

    /// <summary>Writes the names into the facts.</summary>
    public void WriteTo(JsonObject facts)
    {
        foreach (var (member, _) in Kinds)
            if (_lists[member] is { Count: > 0 } names) facts[member] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
    }
}
