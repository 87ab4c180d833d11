namespace Hoplite.Intelligence.Patterning;

/// <summary>Makes the tests of single values (STIX 2.1 §9.6).</summary>
static class ValueTests
{
    /// <summary>The test of a comparison.</summary>
    public static Func<object?, bool> Of(ComparisonTest test, StringComparison comparison)
    {
        var not = test.Negated;
        var constant = Constant.Of(test.Literal);
        var ignoreCase = comparison == StringComparison.OrdinalIgnoreCase;
        var text = constant.Value as string ?? "";
        switch (test.Operator)
        {
            case ComparisonOperator.Equal: return value => constant.EqualTo(value, comparison) != not;
            case ComparisonOperator.NotEqual: return value => constant.EqualTo(value, comparison) == not;
            case ComparisonOperator.Like:
                var form = CanonicalForm.Compose(text);
                return value => (Text(value, form) is { } given && Wildcard.IsMatch(given, form, ignoreCase)) != not;
            case ComparisonOperator.Matches:
                var regex = new PatternRegex(text, ignoreCase);
                return value => regex.IsMatch(value) != not;
            case ComparisonOperator.IsSubset: return value => Within(value as string, text, isSubset: true) != not;
            case ComparisonOperator.IsSuperset: return value => Within(value as string, text, isSubset: false) != not;
            default: return value => Ordered(constant, test.Operator, not, value, comparison);
        }
    }

    /// <summary>The test of a set.</summary>
    /// <exception cref="PatternException">Its constants are not all of one kind.</exception>
    public static Func<object?, bool> Of(SetTest set, StringComparison comparison)
    {
        Constant[] constants = [.. set.Values.Select(Constant.Of)];
        if (constants.Select(c => c.Value is long or double ? typeof(double) : c.Value.GetType()).Distinct().Count() > 1)
            throw new PatternException("The constants of a set are not all of one kind.");
        if (constants.Length > 0 && Array.TrueForAll(constants, c => c.Value is string))
        {
            var texts = constants.Select(c => (string)c.Value).ToHashSet(comparison == StringComparison.Ordinal ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
            return value => (value is string text && texts.Contains(text)) != set.Negated;
        }

        // Unlike '=', a set of bytes holds no text.
        return value => Array.Exists(constants, c => !c.IsUnfitText(value) && c.EqualTo(value, comparison)) != set.Negated;
    }

    // Without an order between the two the test fails, with NOT or without.
    static bool Ordered(Constant constant, ComparisonOperator comparison, bool not, object? value, StringComparison letters)
    {
        if (constant.Compare(value, letters) is not { } order) return not && constant.IsUnfitText(value);
        var holds = comparison switch
        {
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
        return holds != not;
    }

    static string? Text(object? value, string form) => value switch
    {
        string text => CanonicalForm.Compose(text),
        byte[] bytes when Bytes.Of(form) is not null => CanonicalForm.Compose(System.Text.Encoding.UTF8.GetString(bytes)),
        _ => null,
    };

    static bool Within(string? value, string constant, bool isSubset)
    {
        if (value is null) return false;
        if (!Network.TryParse(value, out var observed)) throw new PatternException($"The observation holds '{value[..Math.Min(value.Length, 60)]}' where an address is compared.");
        if (!Network.TryParse(constant, out var given)) throw new PatternException($"'{constant[..Math.Min(constant.Length, 60)]}' is neither an address nor a network.");
        return isSubset ? given.Contains(observed) : observed.Contains(given);
    }
}
