using System.Collections.Immutable;

namespace Hoplite.Detection.Sigma;

/// <summary>Turns the search identifiers and the condition of a <c>detection</c> or <c>filter</c> section into one expression.</summary>
sealed class DetectionReader
{
    readonly Modifiers _modifiers;

    DetectionReader(RuleOptions options, Budget budget) => _modifiers = new Modifiers(options, budget);

    /// <param name="section">The map with the identifiers and the condition.</param>
    /// <param name="options">Values for placeholders.</param>
    /// <param name="reserved">Keys of the section that are no identifiers.</param>
    public static Expression Read(YamlMap section, RuleOptions options, params ReadOnlySpan<string> reserved)
    {
        var reader = new DetectionReader(options, new Budget(section.Line));
        var selections = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var (key, value) in section.Entries)
        {
            if (key.Text == "condition" || reserved.Contains(key.Text)) continue;
            if (key.Text == "timeframe" && value is YamlScalar) continue;
            selections.Add(key.Text, reader.Selection(value, key.Text));
        }

        if (selections.Count == 0) throw new RuleProblem(section.Line, "There is nothing to look for: no search identifier is defined.");
        var conditions = section.Find("condition") switch
        {
            YamlScalar { IsNull: false } one => ImmutableArray.Create(one),
            YamlList { Items.Count: > 0 } list => [.. list.Items.Select(item => item as YamlScalar ?? throw new RuleProblem(item.Line, "A condition must be a text."))],
            _ => throw new RuleProblem(section.Line, "The condition is missing."),
        };
        return Join([.. conditions.Select(condition => ConditionReader.Read(condition.Text, selections, condition.Line))], all: false);
    }

    public static Expression Join(ImmutableArray<Expression> terms, bool all) => terms.Length == 1 ? terms[0] : all ? new AllOf(terms) : new AnyOf(terms);

    Expression Selection(YamlNode node, string name) => node switch
    {
        YamlMap { Entries.Count: > 0 } map => Map(map),
        YamlList { Items.Count: > 0 } list => Join([.. list.Items.Select(item => item switch
        {
            YamlMap { Entries.Count: > 0 } map => Map(map),
            YamlScalar keyword => Keywords([keyword], ModifierChain.Read("", keyword.Line), keyword.Line),
            _ => throw new RuleProblem(item.Line, $"The list '{name}' holds something that is neither a keyword nor a map of fields."),
        })], all: false),
        YamlScalar { IsNull: false } keyword => Keywords([keyword], ModifierChain.Read("", keyword.Line), keyword.Line),
        _ => throw new RuleProblem(node.Line, $"The search identifier '{name}' is empty."),
    };

    Expression Map(YamlMap map) => Join([.. map.Entries.Select(entry => Item(entry.Key, entry.Value))], all: true);

    Expression Item(YamlScalar key, YamlNode value)
    {
        var bar = key.Text.IndexOf('|', StringComparison.Ordinal);
        var field = bar < 0 ? key.Text : key.Text[..bar];
        var chain = ModifierChain.Read(bar < 0 ? "" : key.Text.AsSpan(bar + 1), key.Line);
        if (bar >= 0 && bar == key.Text.Length - 1) throw new RuleProblem(key.Line, $"The field '{field}' is followed by a bar but no modifier.");
        var values = Values(value, field);
        if (chain.All && value is not YamlList { Items.Count: > 1 }) throw new RuleProblem(key.Line, "The modifier 'all' needs a list of several values.");
        if (values.Length > 1 && chain.Steps.Contains("exists")) throw new RuleProblem(key.Line, "The modifier 'exists' takes one truth value.");
        return field.Length == 0 ? Keywords(values, chain, key.Line) : Tests(values, chain, test => new FieldTest(field, test));
    }

    static ImmutableArray<YamlScalar> Values(YamlNode node, string field)
    {
        switch (node)
        {
            case YamlScalar one: return [one];
            case YamlList { Items.Count: > 0 } list:
                var several = list.Items.Count > 1;
                return [.. list.Items.Select(item => item switch
                {
                    YamlScalar { IsNull: true } when several => throw new RuleProblem(item.Line, $"The list of values of '{field}' holds null, which needs a selection of its own."),
                    YamlScalar scalar => scalar,
                    _ => throw new RuleProblem(item.Line, $"The list of values of '{field}' holds something that is no value."),
                })];
            default: throw new RuleProblem(node.Line, $"The field '{field}' needs a value or a list of values.");
        }
    }

    Expression Keywords(ImmutableArray<YamlScalar> values, ModifierChain chain, int line)
    {
        foreach (var step in chain.Steps)
            if (step is "exists" or "fieldref" or "lt" or "lte" or "gt" or "gte" or "minute" or "hour" or "day" or "week" or "month" or "year")
                throw new RuleProblem(line, $"The modifier '{step}' needs a field.");
        foreach (var value in values)
            if (value.IsNull)
                throw new RuleProblem(value.Line, "A keyword cannot be null.");
        return Tests(values, chain, test => new KeywordTest(test switch
        {
            TextTest text when !chain.IsAnchored => text with { Pattern = Modifiers.Widen(text.Pattern, before: true, after: true) },
            _ => test,
        }), numbersAsText: true);
    }

    Expression Tests(ImmutableArray<YamlScalar> values, ModifierChain chain, Func<ValueTest, Expression> asExpression, bool numbersAsText = false)
    {
        var terms = ImmutableArray.CreateBuilder<Expression>(values.Length);
        foreach (var value in values)
        {
            var scalar = numbersAsText ? new YamlScalar(value.Text, plain: false, value.Line) : value;
            var variants = _modifiers.Apply(scalar, chain);
            if (chain.All) terms.Add(Join([.. variants.Select(asExpression)], all: false));
            else foreach (var variant in variants) terms.Add(asExpression(variant));
        }

        var joined = Join(terms.ToImmutable(), chain.All);
        return chain.Negated ? new Not(joined) : joined;
    }
}
