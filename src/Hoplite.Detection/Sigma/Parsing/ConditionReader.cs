using System.Collections.Immutable;

namespace Hoplite.Detection.Sigma;

/// <summary>Reads a condition by recursive descent: or, and, not, then quantifiers, names and parentheses.</summary>
sealed class ConditionReader
{
    const int DeepestNesting = 64;
    const int LongestCondition = 32_768;
    const int MostTerms = 20_000;

    readonly List<string> _tokens;
    readonly Dictionary<string, Expression> _selections;
    readonly int _line;
    int _at;
    int _depth;
    int _terms;

    ConditionReader(List<string> tokens, Dictionary<string, Expression> selections, int line) => (_tokens, _selections, _line) = (tokens, selections, line);

    public static Expression Read(string condition, Dictionary<string, Expression> selections, int line)
    {
        if (condition.Length > LongestCondition) throw new RuleProblem(line, $"The condition is longer than {LongestCondition} characters.");
        if (condition.Contains('|', StringComparison.Ordinal))
            throw new RuleProblem(line, "The condition counts events with a bar, which Sigma no longer provides for; write a correlation rule instead.");
        var reader = new ConditionReader(Tokens(condition, line), selections, line);
        var expression = reader.Or();
        if (reader._at < reader._tokens.Count) throw new RuleProblem(line, $"The condition has '{reader._tokens[reader._at]}' where 'and', 'or' or its end was expected.");
        return expression;
    }

    static List<string> Tokens(string condition, int line)
    {
        var tokens = new List<string>();
        for (var at = 0; at < condition.Length;)
        {
            if (char.IsWhiteSpace(condition[at]))
            {
                at++;
                continue;
            }

            var start = at++;
            if (condition[start] is not ('(' or ')'))
                while (at < condition.Length && !char.IsWhiteSpace(condition[at]) && condition[at] is not ('(' or ')'))
                    at++;
            tokens.Add(condition[start..at]);
        }

        return tokens.Count > 0 ? tokens : throw new RuleProblem(line, "The condition is empty.");
    }

    bool Next(string word)
    {
        if (_at >= _tokens.Count || !_tokens[_at].Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        _at++;
        return true;
    }

    Expression Or()
    {
        var terms = ImmutableArray.Create(And());
        while (Next("or")) terms = terms.Add(And());
        return DetectionReader.Join(terms, all: false);
    }

    Expression And()
    {
        var terms = ImmutableArray.Create(Not());
        while (Next("and")) terms = terms.Add(Not());
        return DetectionReader.Join(terms, all: true);
    }

    Expression Not()
    {
        var negated = false;
        while (Next("not")) negated = !negated;
        var term = Primary();
        return negated ? new Not(term) : term;
    }

    Expression Primary()
    {
        if (_at >= _tokens.Count) throw new RuleProblem(_line, "The condition ends where the name of a search identifier was expected.");
        var token = _tokens[_at++];
        if (token == "(")
        {
            if (++_depth > DeepestNesting) throw new RuleProblem(_line, $"The condition nests deeper than {DeepestNesting} parentheses.");
            var inner = Or();
            if (!Next(")")) throw new RuleProblem(_line, "The condition has an open parenthesis that is never closed.");
            _depth--;
            return inner;
        }

        if (token == ")") throw new RuleProblem(_line, "The condition has a ')' where the name of a search identifier was expected.");
        if (Next("of")) return Quantified(token);
        return Counted(_selections.GetValueOrDefault(token) ?? throw new RuleProblem(_line, $"The condition names '{token}', which is not defined."));
    }

    Expression Quantified(string quantifier)
    {
        var all = quantifier.ToUpperInvariant() switch
        {
            "ALL" => true,
            "1" or "ANY" => false,
            _ => throw new RuleProblem(_line, $"The condition says '{quantifier} of'; only '1', 'any' and 'all' can stand before 'of'."),
        };
        if (_at >= _tokens.Count) throw new RuleProblem(_line, "The condition ends after 'of'.");
        var pattern = _tokens[_at++];
        var them = pattern.Equals("them", StringComparison.OrdinalIgnoreCase);
        var chosen = _selections
            .Where(selection => (them || Fits(pattern, selection.Key)) && (selection.Key[..Math.Min(1, selection.Key.Length)] != "_" || pattern.StartsWith('_')))
            .Select(selection => Counted(selection.Value))
            .ToImmutableArray();
        return chosen.IsEmpty ? throw new RuleProblem(_line, $"The condition says '{quantifier} of {pattern}', but nothing has such a name.") : DetectionReader.Join(chosen, all);
    }

    Expression Counted(Expression selection) =>
        ++_terms > MostTerms ? throw new RuleProblem(_line, $"The condition refers to search identifiers more than {MostTerms} times.") : selection;

    /// <summary>Whether a name fits a pattern in which <c>*</c> stands for any text, also none.</summary>
    static bool Fits(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, resume) = (p++, n);
            else if (p < pattern.Length && pattern[p] == name[n]) (p, n) = (p + 1, n + 1);
            else if (star >= 0) (p, n) = (star + 1, ++resume);
            else return false;
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
