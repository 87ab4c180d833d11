using System.Buffers;

namespace Hoplite.Intelligence.Patterning;

/// <summary>What the grammar allows and the standard does not: a qualifier twice behind the same brackets, hashes of a wrong form.</summary>
static class PatternChecks
{
    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static void Check(ObservationExpression expression)
    {
        switch (expression)
        {
            case SimpleObservation simple: Check(simple.Comparison); break;
            case ObservationGroup group: Check(group.Inner); break;
            case AllObservations all: foreach (var term in all.Terms) Check(term); break;
            case AnyObservations any: foreach (var term in any.Terms) Check(term); break;
            case FollowedBy sequence: foreach (var term in sequence.Terms) Check(term); break;
            case QualifiedObservation qualified: Check(qualified); break;
        }
    }

    // Behind parentheses a qualifier may come again: there it says something else.
    static void Check(QualifiedObservation qualified)
    {
        var seen = new HashSet<Type>();
        var again = false;
        ObservationExpression inner = qualified;
        for (; inner is QualifiedObservation one; inner = one.Inner) again |= !seen.Add(one.Qualifier.GetType());
        if (again && inner is SimpleObservation) throw new PatternException($"The same qualifier stands twice behind one observation: {PatternWriter.Write(qualified)[..Math.Min(PatternWriter.Write(qualified).Length, 80)]}.");
        Check(inner);
    }

    static void Check(ComparisonExpression expression)
    {
        switch (expression)
        {
            case AllComparisons all: foreach (var term in all.Terms) Check(term); break;
            case AnyComparisons any: foreach (var term in any.Terms) Check(term); break;
            case ComparisonGroup group: Check(group.Inner); break;
            case ComparisonTest { Operator: <= ComparisonOperator.GreaterOrEqual } test when HashName(test.Path) is { } name: CheckHash(name, test.Literal); break;
            case SetTest set when HashName(set.Path) is { } name: foreach (var value in set.Values) CheckHash(name, value); break;
        }
    }

    static string? HashName(ObjectPath path) =>
        path.Steps[^1] is KeyStep last && path.Steps.Any(s => s is KeyStep { Name: "hashes" }) ? last.Name : null;

    static void CheckHash(string name, PatternLiteral literal)
    {
        var text = literal is TextLiteral given ? given.Value : PatternWriter.Write(literal);
        var length = name.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal) switch
        {
            "MD5" => 32,
            "SHA1" or "RIPEMD160" => 40,
            "SHA224" or "SHA3224" => 56,
            "SHA256" or "SHA3256" => 64,
            "SHA384" or "SHA3384" => 96,
            "SHA512" or "SHA3512" or "WHIRLPOOL" => 128,
            "MD6" => text.Length is 40 or 56 or 64 or 96 or 128 ? text.Length : 32,
            "SSDEEP" => -1,
            _ => 0,
        };
        var right = length switch
        {
            0 => true,
            < 0 => text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '+' or ':' or '.'),
            _ => text.Length == length && !text.AsSpan().ContainsAnyExcept(HexDigits),
        };
        if (!right) throw new PatternException($"The value is not a {name} hash: '{text[..Math.Min(text.Length, 140)]}'.");
    }
}
