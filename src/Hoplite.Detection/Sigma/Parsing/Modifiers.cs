using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hoplite.Detection.Sigma;

/// <summary>Takes one value through a chain of modifiers; what comes out is joined by or.</summary>
sealed class Modifiers(RuleOptions options, Budget budget)
{
    const int LongestRegex = 8_192;

    public List<ValueTest> Apply(YamlScalar scalar, ModifierChain chain)
    {
        List<Draft> drafts = [Draft.Of(scalar, chain.Expands, scalar.Line)];
        foreach (var step in chain.Steps)
        {
            var next = new List<Draft>();
            foreach (var draft in drafts) next.AddRange(Apply(step, draft, scalar, chain));
            if (next.Count > Budget.MostVariants) throw new RuleProblem(scalar.Line, $"One value grows to more than {Budget.MostVariants} variants.");
            drafts = next;
        }

        var tests = new List<ValueTest>(drafts.Count);
        foreach (var draft in drafts)
        {
            budget.Charge(draft.Source.Length);
            tests.Add(draft.Test is RegexTest regex ? RegexLaw.Checked(regex, scalar.Line) : draft.Test);
        }

        return tests;
    }

    IEnumerable<Draft> Apply(string step, Draft draft, YamlScalar scalar, ModifierChain chain)
    {
        var line = scalar.Line;
        switch (step)
        {
            case "contains" or "startswith" or "endswith":
                return [Widen(draft, step, line)];
            case "cased":
                return [draft.Test switch
                {
                    FieldReferenceTest reference => draft with { Test = reference with { Cased = true } },
                    NumberTest => draft,
                    _ => draft with { Test = new TextTest(draft.Pattern(step, line), Cased: true) },
                }];
            case "windash":
                return Encodings.WithEveryDash(draft.Pattern(step, line), line).Select(pattern => draft.With(pattern));
            case "wide" or "utf16" or "utf16be":
                return [draft.With(Encodings.Wide(draft.Pattern(step, line), step, draft.IsBytes, line), isBytes: true)];
            case "base64":
                return [draft.With(Encodings.Base64(draft.Pattern(step, line), draft.IsBytes, line), isBytes: false)];
            case "base64offset":
                return Encodings.Base64Offsets(draft.Pattern(step, line), draft.IsBytes, line).Select(pattern => draft.With(pattern, isBytes: false));
            case "expand":
                return draft.Test is TextTest && !chain.ReadsSource ? Placeholders.Replace(draft, options, budget, line) : [draft];
            case "re":
                return Sources(draft, chain, line, step, regex: true).Select(text => new Draft(Expression(text, line), text));
            case "i" or "m" or "s":
                var flag = step switch { "i" => RegexFlags.IgnoreCase, "m" => RegexFlags.MultiLine, _ => RegexFlags.SingleLine };
                return [draft.Test is RegexTest before ? draft with { Test = before with { Options = before.Options | flag } } : draft];
            case "cidr":
                return Sources(draft, chain, line, step, regex: false).Select(text => new Draft(new CidrTest(Networks.Read(text, line)), text));
            case "fieldref":
                var name = draft.Pattern(step, line);
                if (name.Pieces is not [Literal other]) throw new RuleProblem(line, "The modifier 'fieldref' needs the name of a field, without wildcards.");
                return [draft with { Test = new FieldReferenceTest(other.Text, TextRelation.Equals) }];
            case "exists":
                return [draft with { Test = new ExistsTest(Truth(scalar) ?? throw new RuleProblem(line, "The modifier 'exists' needs true or false.")) }];
            case "lt" or "lte" or "gt" or "gte":
                var order = step switch { "lt" => Order.Less, "lte" => Order.LessOrEqual, "gt" => Order.Greater, _ => Order.GreaterOrEqual };
                return [draft with { Test = draft.Test is TimePartTest time ? time with { Order = order } : new OrderTest(order, Number(draft, step, line)) }];
            default:
                return [draft with { Test = new TimePartTest(Enum.Parse<TimePart>(step, ignoreCase: true), Order.Equal, Number(draft, step, line)) }];
        }
    }

    static bool? Truth(YamlScalar scalar) => scalar.Truth ?? (scalar.IsPlain ? scalar.Text switch { "yes" => true, "no" => false, _ => null } : null);

    static decimal Number(Draft draft, string step, int line) => draft.Test switch
    {
        NumberTest number => number.Value,
        TextTest when decimal.TryParse(draft.Source, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new RuleProblem(line, $"The modifier '{step}' needs a number."),
    };

    static RegexTest Expression(string pattern, int line) => pattern.Length <= LongestRegex
        ? new RegexTest(pattern, RegexFlags.None)
        : throw new RuleProblem(line, $"A regular expression is longer than {LongestRegex} characters.");

    /// <summary>The raw texts for a modifier that reads the whole value itself; placeholders are replaced in the text when the chain expands.</summary>
    IEnumerable<string> Sources(Draft draft, ModifierChain chain, int line, string step, bool regex)
    {
        draft.Pattern(step, line);
        return chain.Expands ? Placeholders.ReplaceInText(draft.Source, options, regex, line) : [draft.Source];
    }

    static Draft Widen(Draft draft, string step, int line)
    {
        switch (draft.Test)
        {
            case RegexTest regex:
                return draft with
                {
                    Test = step switch
                    {
                        "startswith" => regex with { Pattern = $@"\A(?:{regex.Pattern})" },
                        "endswith" => regex with { Pattern = $@"(?:{regex.Pattern})\z" },
                        _ => regex,
                    },
                };
            case FieldReferenceTest reference:
                return draft with { Test = reference with { Relation = Enum.Parse<TextRelation>(step, ignoreCase: true) } };
            default:
                return draft.With(Widen(draft.Pattern(step, line), before: step != "startswith", after: step != "endswith"));
        }
    }

    /// <summary>The pattern with "any text" at its ends.</summary>
    public static WildcardPattern Widen(WildcardPattern pattern, bool before, bool after)
    {
        var pieces = new PatternBuilder();
        if (before) pieces.Add(new AnyText());
        pieces.Add(pattern);
        if (after) pieces.Add(new AnyText());
        return pieces.ToPattern();
    }
}
