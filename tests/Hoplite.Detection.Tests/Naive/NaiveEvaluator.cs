using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Naive;

/// <summary>Says what an expression means, one step after the other and without a thought for speed. Whatever is fast must agree with it.</summary>
static class NaiveEvaluator
{
    /// <param name="expression">What to test.</param>
    /// <param name="fields">The fields of the event in any order; a name may come several times, a value may be null.</param>
    /// <param name="rawText">The whole event as it came, for keywords.</param>
    public static bool Matches(Expression expression, IReadOnlyList<KeyValuePair<string, string?>> fields, string rawText) => expression switch
    {
        AllOf all => all.Terms.All(term => Matches(term, fields, rawText)),
        AnyOf any => any.Terms.Any(term => Matches(term, fields, rawText)),
        Not not => !Matches(not.Term, fields, rawText),
        FieldTest test => Field(test, fields),
        KeywordTest keyword => fields.Select(field => field.Value).Append(rawText).Any(value => Value(keyword.Test, value, fields)),
        _ => throw new InvalidOperationException($"unknown expression {expression}"),
    };

    static bool Field(FieldTest test, IReadOnlyList<KeyValuePair<string, string?>> fields)
    {
        var values = fields.Where(field => field.Key == test.Field).Select(field => field.Value).ToList();
        return test.Test switch
        {
            NullTest => values.Count == 0 || values.Contains(null),
            ExistsTest exists => values.Count > 0 == exists.Expected,
            _ => values.Any(value => Value(test.Test, value, fields)),
        };
    }

    static bool Value(ValueTest test, string? value, IReadOnlyList<KeyValuePair<string, string?>> fields) => value is not null && test switch
    {
        TextTest text => NaiveWildcards.Matches(text.Pattern, value, text.Cased),
        NumberTest number => NaiveNumbers.TryRead(value, out var actual) && actual == number.Value,
        OrderTest order => NaiveNumbers.TryRead(value, out var actual) && NaiveNumbers.Holds(order.Order, actual, order.Bound),
        RegexTest regex => NaiveRegex.Matches(regex, value),
        CidrTest cidr => NaiveNetworks.Contains(cidr.Network, value),
        FieldReferenceTest reference => fields.Any(field => field.Key == reference.Other && field.Value is not null && Relates(reference, value, field.Value)),
        TimePartTest time => NaiveTimes.Part(time.Part, value) is { } part && NaiveNumbers.Holds(time.Order, part, time.Bound),
        _ => throw new InvalidOperationException($"{test} is not about one value"),
    };

    static bool Relates(FieldReferenceTest reference, string value, string other)
    {
        PatternPiece literal = new Literal(other), any = new AnyText();
        PatternPiece[] pieces = reference.Relation switch
        {
            TextRelation.Equals => [literal],
            TextRelation.StartsWith => [literal, any],
            TextRelation.EndsWith => [any, literal],
            _ => [any, literal, any],
        };
        return NaiveWildcards.Matches(new WildcardPattern([.. pieces]), value, reference.Cased);
    }
}
