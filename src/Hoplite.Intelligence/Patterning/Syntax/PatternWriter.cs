using System.Collections.Immutable;
using System.Globalization;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Writes expressions as text of the language.</summary>
static class PatternWriter
{
    public static string Write(ObservationExpression expression) => expression switch
    {
        SimpleObservation simple => $"[{Write(simple.Comparison)}]",
        ObservationGroup group => $"({Write(group.Inner)})",
        AllObservations all => Join(all.Terms, " AND "),
        AnyObservations any => Join(any.Terms, " OR "),
        FollowedBy sequence => Join(sequence.Terms, " FOLLOWEDBY "),
        QualifiedObservation qualified => $"{Write(qualified.Inner)} {Write(qualified.Qualifier)}",
        _ => throw new InvalidOperationException("unknown expression"),
    };

    public static string Write(ComparisonExpression expression) => expression switch
    {
        ComparisonTest test => $"{Write(test.Path)} {Not(test.Negated)}{Sign(test.Operator)} {Write(test.Literal)}",
        SetTest set => $"{Write(set.Path)} {Not(set.Negated)}IN ({string.Join(", ", set.Values.Select(Write))})",
        ExistsTest exists => $"{Not(exists.Negated)}EXISTS {Write(exists.Path)}",
        AllComparisons all => string.Join(" AND ", all.Terms.Select(Write)),
        AnyComparisons any => string.Join(" OR ", any.Terms.Select(Write)),
        ComparisonGroup group => $"({Write(group.Inner)})",
        _ => throw new InvalidOperationException("unknown expression"),
    };

    public static string Write(PatternLiteral literal) => literal switch
    {
        TextLiteral text => Quote(text.Value),
        NumberLiteral number => number.Text,
        TruthLiteral truth => truth.Value ? "true" : "false",
        BytesLiteral { IsHex: true } hex => $"h'{hex.Text}'",
        BytesLiteral bytes => $"b'{bytes.Text}'",
        TimeLiteral time => $"t'{time.Text}'",
        _ => throw new InvalidOperationException("unknown constant"),
    };

    public static string Write(ObjectPath path) =>
        $"{path.Type}:{string.Concat(path.Steps.Select((step, i) => step switch
        {
            KeyStep key => (i == 0 ? "" : ".") + (PatternWords.IsPlainName(key.Name) ? key.Name : Quote(key.Name)),
            IndexStep index => string.Create(CultureInfo.InvariantCulture, $"[{index.Index}]"),
            _ => "[*]",
        }))}";

    static string Write(ObservationQualifier qualifier) => qualifier switch
    {
        WithinQualifier within => $"WITHIN {within.Seconds.Text} SECONDS",
        RepeatsQualifier repeats => $"REPEATS {repeats.Times.Text} TIMES",
        StartStopQualifier span => $"START {Write(span.Start)} STOP {Write(span.Stop)}",
        _ => throw new InvalidOperationException("unknown qualifier"),
    };

    static string Join(ImmutableArray<ObservationExpression> terms, string word) => string.Join(word, terms.Select(Write));

    static string Not(bool negated) => negated ? "NOT " : "";

    static string Quote(string text) => "'" + text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal) + "'";

    static string Sign(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        ComparisonOperator.Like => "LIKE",
        ComparisonOperator.Matches => "MATCHES",
        ComparisonOperator.IsSubset => "ISSUBSET",
        _ => "ISSUPERSET",
    };
}
