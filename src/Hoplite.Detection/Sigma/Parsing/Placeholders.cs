using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Hoplite.Detection.Sigma;

/// <summary>The <c>expand</c> modifier: every <c>%name%</c> gives one variant for each of its values.</summary>
static class Placeholders
{
    public static List<Draft> Replace(Draft draft, RuleOptions options, Budget budget, int line)
    {
        var pattern = ((TextTest)draft.Test).Pattern;
        List<ImmutableArray<PatternPiece>> variants = [[]];
        foreach (var piece in pattern.Pieces)
        {
            ImmutableArray<ImmutableArray<PatternPiece>> choices = piece is Placeholder hole
                ? [.. Values(hole.Name, options, line).Select(value => PatternReader.Read(value).Pieces)]
                : [[piece]];
            if ((long)variants.Count * choices.Length > Budget.MostVariants) throw new RuleProblem(line, $"One value grows to more than {Budget.MostVariants} variants.");
            var next = new List<ImmutableArray<PatternPiece>>(variants.Count * choices.Length);
            foreach (var variant in variants)
                foreach (var choice in choices)
                {
                    budget.Charge(choice.Length);
                    next.Add(variant.AddRange(choice));
                }

            variants = next;
        }

        return variants.ConvertAll(pieces =>
        {
            var whole = new PatternBuilder();
            foreach (var piece in pieces) whole.Add(piece);
            return draft.With(whole.ToPattern());
        });
    }

    /// <summary>The same on the raw text, for values that are not wildcard patterns; in a regular expression the values are literal.</summary>
    public static List<string> ReplaceInText(string text, RuleOptions options, bool regex, int line)
    {
        List<StringBuilder> variants = [new()];
        for (var at = 0; at < text.Length; at++)
        {
            var length = text[at] == '%' ? PatternReader.PlaceholderLength(text.AsSpan(at)) : 0;
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                var kept = text[at + 1] == '%' ? "%" : text.Substring(at, 2);
                variants.ForEach(variant => variant.Append(kept));
                at++;
            }
            else if (length == 0)
            {
                variants.ForEach(variant => variant.Append(text[at]));
            }
            else
            {
                var values = Values(text.Substring(at + 1, length - 2), options, line);
                if ((long)variants.Count * values.Count > Budget.MostVariants) throw new RuleProblem(line, $"One value grows to more than {Budget.MostVariants} variants.");
                variants = [.. variants.SelectMany(variant => values.Select(value => new StringBuilder().Append(variant).Append(regex ? Regex.Escape(value) : value)))];
                at += length - 1;
            }
        }

        return variants.ConvertAll(variant => variant.ToString());
    }

    static IReadOnlyList<string> Values(string name, RuleOptions options, int line) =>
        options.Placeholders.TryGetValue(name, out var values) && values.Count > 0
            ? values
            : throw new RuleProblem(line, $"The placeholder %{name}% has no value.");
}
