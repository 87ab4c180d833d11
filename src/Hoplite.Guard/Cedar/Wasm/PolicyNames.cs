namespace Hoplite.Guard.Cedar.Wasm;

/// <summary>The names of policies: Cedar calls them <c>policy0</c>, <c>policy1</c> and so on, people read their <c>@id</c>.</summary>
sealed class PolicyNames
{
    readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The name of a policy for people.</summary>
    public string this[string policy] => _names.GetValueOrDefault(policy, policy);

    /// <summary>All names, in the order of the text.</summary>
    public IReadOnlyList<string> All { get; private set; } = [];

    /// <summary>Reads them; two policies of one name are refused.</summary>
    public static PolicyNames Read(CedarInstance instance, string policies)
    {
        var names = new PolicyNames();
        var parts = CedarReplies.Parts(instance.CallWithText("policySetTextToParts", policies, null, CedarLimits.ParseFuel));
        var given = Enumerable.Range(0, parts.Count).Select(i => $"policy{i}").Order(StringComparer.Ordinal);
        foreach (var (name, text) in given.Zip(parts))
        {
            if (!text.Contains('@', StringComparison.Ordinal)) continue;
            if (CedarReplies.Id(instance.Call("policyToJson", CallWriter.Text(text), CedarLimits.ParseFuel)) is not { } id) continue;
            if (names._names.ContainsValue(id)) throw new CedarException($"two policies are named {id}");
            names._names[name] = id;
        }
        names.All = [.. Enumerable.Range(0, parts.Count).Select(i => names[$"policy{i}"])];
        return names;
    }
}
