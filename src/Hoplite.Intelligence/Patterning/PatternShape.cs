namespace Hoplite.Intelligence.Patterning;

/// <summary>What a simple indicator names.</summary>
public enum SimpleKind
{
    /// <summary>An IPv4 or IPv6 address, or a network in CIDR notation.</summary>
    Address,

    /// <summary>A domain name.</summary>
    Domain,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>A hash of a file: MD5, SHA-1 or SHA-256.</summary>
    Hash,

    /// <summary>A mail address.</summary>
    Mail,
}

/// <summary>Tells patterns that only list values from those that must be matched as patterns.</summary>
public static class PatternShape
{
    /// <summary>
    /// The values of a pattern that is one observation, or an OR of several, with an OR of equalities (for addresses also ISSUBSET) on
    /// addresses, domains, web addresses, hashes or mail addresses; null for every other pattern.
    /// </summary>
    public static IReadOnlyList<(SimpleKind Kind, string Value)>? Simple(StixPattern pattern)
    {
        var values = new List<(SimpleKind, string)>();
        return Gather(pattern.Expression, values) ? values : null;
    }

    static bool Gather(ObservationExpression expression, List<(SimpleKind, string)> values) => expression switch
    {
        SimpleObservation simple => Gather(simple.Comparison, values),
        ObservationGroup group => Gather(group.Inner, values),
        AnyObservations any => any.Terms.All(t => Gather(t, values)),
        _ => false,
    };

    static bool Gather(ComparisonExpression expression, List<(SimpleKind, string)> values)
    {
        switch (expression)
        {
            case ComparisonGroup group: return Gather(group.Inner, values);
            case AnyComparisons any: return any.Terms.All(t => Gather(t, values));
            case ComparisonTest { Negated: false, Operator: ComparisonOperator.Equal or ComparisonOperator.IsSubset, Literal: TextLiteral text } test:
                return Add(test.Path, test.Operator, text.Value, values);
            case SetTest { Negated: false, Values.IsEmpty: false } set:
                return set.Values.All(v => v is TextLiteral text && Add(set.Path, ComparisonOperator.Equal, text.Value, values));
            default: return false;
        }
    }

    static bool Add(ObjectPath path, ComparisonOperator comparison, string value, List<(SimpleKind, string)> values)
    {
        if (Kind(path) is not { } kind || value.Length == 0) return false;
        if (comparison == ComparisonOperator.IsSubset && kind != SimpleKind.Address) return false;
        if (kind == SimpleKind.Address && !Network.TryParse(value, out _)) return false;
        if (kind == SimpleKind.Hash && value.Length is not (32 or 40 or 64)) return false;
        values.Add((kind, value));
        return true;
    }

    static SimpleKind? Kind(ObjectPath path) => (path.Type, path.Steps.Length, path.Steps[0]) switch
    {
        ("ipv4-addr" or "ipv6-addr", 1, KeyStep { Name: "value" }) => SimpleKind.Address,
        ("domain-name", 1, KeyStep { Name: "value" }) => SimpleKind.Domain,
        ("url", 1, KeyStep { Name: "value" }) => SimpleKind.Url,
        ("email-addr", 1, KeyStep { Name: "value" }) => SimpleKind.Mail,
        ("file" or "artifact", 2, KeyStep { Name: "hashes" }) when path.Steps[1] is KeyStep { Name: "MD5" or "SHA-1" or "SHA-256" or "SHA1" or "SHA256" or "md5" or "sha1" or "sha256" } => SimpleKind.Hash,
        _ => null,
    };
}
