using System.Collections.Immutable;

namespace Hoplite.Intelligence.Patterning;

/// <summary>
/// Finds texts of which at least one must stand in an event for a comparison to hold, so that a thousand patterns cost one look-up
/// for each value of the event.
/// </summary>
static class NeededLiterals
{
    /// <summary>The texts; null when the comparison may hold without any.</summary>
    public static IReadOnlyList<string>? Of(ComparisonExpression expression) => expression switch
    {
        ComparisonGroup group => Of(group.Inner),
        ComparisonTest { Operator: ComparisonOperator.Equal, Negated: false } test => Text(test.Path, test.Literal) is { } text ? [text] : null,
        ComparisonTest { Operator: ComparisonOperator.NotEqual, Negated: true } test => Text(test.Path, test.Literal) is { } text ? [text] : null,
        ComparisonTest { Operator: ComparisonOperator.Like, Negated: false, Literal: TextLiteral like } test when !like.Value.AsSpan().ContainsAny('%', '_') =>
            Text(test.Path, like) is { } text ? [text] : null,
        SetTest { Negated: false } set => All(set.Values.Select(v => Text(set.Path, v) is { } text ? (IReadOnlyList<string>)[text] : null)),
        AnyComparisons any => All(any.Terms.Select(Of)),
        AllComparisons all => all.Terms.Select(Of).Where(l => l is not null).OrderBy(l => Commonness(l!)).FirstOrDefault(),
        _ => null,
    };

    static List<string>? All(IEnumerable<IReadOnlyList<string>?> parts)
    {
        var all = new List<string>();
        foreach (var part in parts)
        {
            if (part is null) return null;
            all.AddRange(part);
        }

        return all;
    }

    // Short texts, such as ports, stand in many events.
    static int Commonness(IReadOnlyList<string> literals) => literals.Count * 100 - literals.Select(l => Math.Min(l.Length, 99)).DefaultIfEmpty().Min();

    static string? Text(ObjectPath path, PatternLiteral literal) => literal switch
    {
        // The type of an object follows from the field; a short name of a hive does not look like its long name.
        _ when path.Steps[^1] is KeyStep { Name: "type" or "path" or "protocols" } || path.Steps.Any(s => s is KeyStep { Name: "protocols" }) => null,
        TextLiteral text when path.Type == "windows-registry-key" && path.Steps is [KeyStep { Name: "key" }] => text.Value[(text.Value.LastIndexOf('\\') + 1)..],
        TextLiteral text when text.Value.AsSpan().ContainsAnyExceptInRange(' ', '~') => null,
        TextLiteral text => text.Value,
        NumberLiteral number when number.Text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 => number.Text,
        _ => null,
    };
}
