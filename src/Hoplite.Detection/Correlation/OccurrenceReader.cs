using System.Collections.Immutable;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>Reads a boolean condition over the names of rules: or, and, not, parentheses.</summary>
sealed class OccurrenceReader
{
    const int DeepestNesting = 32;

    readonly List<string> _tokens;
    readonly ImmutableArray<string> _references;
    readonly int _line;
    int _at;
    int _depth;

    OccurrenceReader(List<string> tokens, ImmutableArray<string> references, int line) => (_tokens, _references, _line) = (tokens, references, line);

    public static OccurrenceCondition Read(string text, ImmutableArray<string> references, int line)
    {
        var reader = new OccurrenceReader(Tokens(text), references, line);
        var statement = reader.Or();
        if (reader._at < reader._tokens.Count) throw new RuleProblem(line, $"The condition has '{reader._tokens[reader._at]}' where 'and', 'or' or its end was expected.");
        foreach (var reference in references)
            if (!reader._tokens.Contains(reference, StringComparer.Ordinal))
                throw new RuleProblem(line, $"The correlation names the rule '{reference}', but its condition does not.");
        return new OccurrenceCondition(statement);
    }

    /// <summary>The names in order of first appearance, for a correlation that lists no rules of its own.</summary>
    public static ImmutableArray<string> Names(string text) =>
        [.. Tokens(text).Where(token => token is not ("(" or ")") && !IsWord(token)).Distinct(StringComparer.Ordinal)];

    static bool IsWord(string token) => token.ToUpperInvariant() is "AND" or "OR" or "NOT";

    static List<string> Tokens(string text) =>
        [.. text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    bool Next(string word)
    {
        if (_at >= _tokens.Count || !_tokens[_at].Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        _at++;
        return true;
    }

    Occurrence Or()
    {
        var terms = ImmutableArray.Create(And());
        while (Next("or")) terms = terms.Add(And());
        return terms.Length == 1 ? terms[0] : new SomeOccurrence(terms);
    }

    Occurrence And()
    {
        var terms = ImmutableArray.Create(Not());
        while (Next("and")) terms = terms.Add(Not());
        return terms.Length == 1 ? terms[0] : new EveryOccurrence(terms);
    }

    Occurrence Not()
    {
        var negated = false;
        while (Next("not")) negated = !negated;
        var term = Primary();
        return negated ? new NoOccurrence(term) : term;
    }

    Occurrence Primary()
    {
        if (_at >= _tokens.Count) throw new RuleProblem(_line, "The condition ends where the name of a rule was expected.");
        var token = _tokens[_at++];
        if (token == "(")
        {
            if (++_depth > DeepestNesting) throw new RuleProblem(_line, $"The condition nests deeper than {DeepestNesting} parentheses.");
            var inner = Or();
            if (!Next(")")) throw new RuleProblem(_line, "The condition has an open parenthesis that is never closed.");
            _depth--;
            return inner;
        }

        var rule = _references.IndexOf(token);
        return rule >= 0 ? new Occurred(rule) : throw new RuleProblem(_line, $"The condition names '{token}', which the correlation does not.");
    }
}
