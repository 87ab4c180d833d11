namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>The best practices that can be switched on and off: each has a name and a code, some are groups of others.</summary>
public static class StixChecks
{
    const string Table = """
        101 custom-prefix
        102 custom-prefix-lax
        103 uuid-check
        111 open-vocab-format
        121 kill-chain-names
        141 observable-object-keys
        142 observable-dictionary-keys
        143 malware-analysis-product
        149 windows-process-priority-format
        150 hash-length
        201 marking-definition-type
        202 relationship-types
        203 duplicate-ids
        211 attack-motivation
        212 attack-resource-level
        213 identity-class
        214 indicator-types
        215 industry-sector
        216 malware-types
        218 report-types
        219 threat-actor-types
        220 threat-actor-role
        221 threat-actor-sophistication
        222 tool-types
        223 region
        225 grouping-context
        226 implementation-languages
        227 infrastructure-types
        228 malware-capabilities
        230 processor-architecture
        231 malware-result
        241 hash-algo
        243 windows-pebinary-type
        244 account-type
        245 indicator-pattern-types
        271 mime-type
        272 protocols
        273 ipfix
        274 http-request-headers
        275 socket-options
        276 pdf-doc-info
        277 countries
        301 network-traffic-ports
        302 extref-hashes
        303 indicator-properties
        304 deprecated-properties
        305 extension-description
        306 extension-properties
        401 extensions-use
        """;

    static readonly Dictionary<string, string> ByCode = Table.Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ')).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

    static readonly Dictionary<string, Func<string, bool>> Groups = new(StringComparer.Ordinal)
    {
        ["all"] = _ => true, ["1"] = Starts('1'), ["format-checks"] = Starts('1'), ["2"] = Starts('2'), ["approved-values"] = Starts('2'),
        ["210"] = code => code is (['2', '1' or '2' or '3' or '4', _]), ["all-vocabs"] = code => code is (['2', '1' or '2' or '3' or '4', _]),
        ["270"] = code => code is (['2', '7', _]), ["all-external-sources"] = code => code is (['2', '7', _]), ["3"] = Starts('3'),
    };

    /// <summary>Names of all best practices with their codes.</summary>
    public static IReadOnlyDictionary<string, string> All => ByCode;

    /// <summary>
    /// The checks that run. Names of custom content are a matter of prefixes only where the use of extensions is not asked for:
    /// of <c>extensions-use</c>, <c>custom-prefix</c> and <c>custom-prefix-lax</c> the first one that is on runs.
    /// </summary>
    internal static HashSet<string> Active(StixValidationOptions options)
    {
        var active = new HashSet<string>(StringComparer.Ordinal);
        if (options.Disabled.Count > 0 || options.Enabled.Count == 0)
        {
            active.UnionWith(ByCode.Values);
            foreach (var name in options.Disabled) active.ExceptWith(Expand(name));
            if (active.Contains("extensions-use")) active.Remove("custom-prefix");
            if (active.Contains("extensions-use") || active.Contains("custom-prefix")) active.Remove("custom-prefix-lax");
        }

        foreach (var name in options.Enabled) active.UnionWith(Expand(name));
        return active;
    }

    /// <summary>Whether a name or code is one of a check or a group.</summary>
    public static bool IsKnown(string name) => Groups.ContainsKey(name) || ByCode.ContainsKey(name) || ByCode.ContainsValue(name);

    static IEnumerable<string> Expand(string name)
    {
        if (Groups.TryGetValue(name, out var group)) return ByCode.Where(check => group(check.Key)).Select(check => check.Value);
        return [ByCode.TryGetValue(name, out var meant) ? meant : name];
    }

    static Func<string, bool> Starts(char digit) => code => code[0] == digit;
}
