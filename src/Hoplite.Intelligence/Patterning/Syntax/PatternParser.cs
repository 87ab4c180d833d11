using System.Collections.Immutable;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Reads the grammar of STIX 2.1 §9 by recursive descent.</summary>
sealed partial class PatternParser
{
    readonly string _text;
    readonly PatternLexer _lexer;
    readonly bool _takesOldTimes;
    PatternToken _token;
    int _depth;

    public PatternParser(string text, bool takesOldTimes)
    {
        if (text.Length > PatternLimits.Characters) throw new PatternException($"The pattern has more than {PatternLimits.Characters} characters.", PatternLimits.Characters);
        _text = text;
        _takesOldTimes = takesOldTimes;
        _lexer = new PatternLexer(text);
        _token = _lexer.Next();
    }

    public ObservationExpression Parse()
    {
        var expression = Sequence();
        if (_token.Kind != TokenKind.End) throw Unexpected("the end of the pattern, an operator or a qualifier");
        return expression;
    }

    ObservationExpression Sequence()
    {
        var terms = Terms(AnyOf, "FOLLOWEDBY");
        return terms.Length == 1 ? terms[0] : new FollowedBy(terms);
    }

    ObservationExpression AnyOf()
    {
        var terms = Terms(AllOf, "OR");
        return terms.Length == 1 ? terms[0] : new AnyObservations(terms);
    }

    ObservationExpression AllOf()
    {
        var terms = Terms(Qualified, "AND");
        return terms.Length == 1 ? terms[0] : new AllObservations(terms);
    }

    ObservationExpression Qualified()
    {
        var expression = Bracketed();
        var qualifiers = 0;
        while (Qualifier() is { } qualifier)
        {
            if (++qualifiers > PatternLimits.Depth) throw new PatternException($"More than {PatternLimits.Depth} qualifiers stand behind one expression.", _token.Start);
            expression = new QualifiedObservation(expression, qualifier);
        }

        return expression;
    }

    ObservationExpression Bracketed()
    {
        if (TrySymbol('['))
        {
            var comparison = Comparison();
            Expect(']');
            return new SimpleObservation(comparison);
        }

        if (!IsSymbol('(')) throw Unexpected("'[' or '('");
        Enter();
        var inner = Sequence();
        Expect(')');
        _depth--;
        return new ObservationGroup(inner);
    }

    ObservationQualifier? Qualifier()
    {
        if (TryWord("WITHIN"))
        {
            if (_token.Kind is not (TokenKind.Integer or TokenKind.Real) || _text[_token.Start] == '-') throw Unexpected("a positive number of seconds");
            var seconds = new NumberLiteral(Take());
            ExpectWord("SECONDS");
            return new WithinQualifier(seconds);
        }

        if (TryWord("REPEATS"))
        {
            if (_token.Kind != TokenKind.Integer || _text[_token.Start] == '-') throw Unexpected("a positive whole number");
            var times = new NumberLiteral(Take());
            ExpectWord("TIMES");
            return new RepeatsQualifier(times);
        }

        if (!TryWord("START")) return null;
        var start = Time();
        ExpectWord("STOP");
        return new StartStopQualifier(start, Time());
    }

    TimeLiteral Time()
    {
        if (_token.Kind == TokenKind.Time) return new TimeLiteral(Take()[2..^1]);

        // STIX 2.0 has the times of START and STOP as plain text.
        if (!_takesOldTimes || _token.Kind != TokenKind.Text || !PatternTime.TryParse(_text.Substring(_token.Start + 1, _token.Length - 2), out _)) throw Unexpected("a time t'..'");
        return new TimeLiteral(Take()[1..^1]);
    }

    ImmutableArray<T> Terms<T>(Func<T> term, string word)
    {
        var first = term();
        if (!TryWord(word)) return [first];
        var terms = ImmutableArray.CreateBuilder<T>();
        terms.Add(first);
        do terms.Add(term());
        while (TryWord(word));
        return terms.ToImmutable();
    }
}
