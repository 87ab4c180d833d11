using System.Collections.Immutable;
using System.Globalization;

namespace Hoplite.Intelligence.Patterning;

sealed partial class PatternParser
{
    ComparisonExpression Comparison()
    {
        var terms = Terms(AllComparisons, "OR");
        return terms.Length == 1 ? terms[0] : new AnyComparisons(terms);
    }

    ComparisonExpression AllComparisons()
    {
        var terms = Terms(Test, "AND");
        return terms.Length == 1 ? terms[0] : new AllComparisons(terms);
    }

    ComparisonExpression Test()
    {
        if (IsSymbol('('))
        {
            Enter();
            var inner = Comparison();
            Expect(')');
            _depth--;
            return new ComparisonGroup(inner);
        }

        if (TryWord("EXISTS")) return new ExistsTest(Path(), Negated: false);
        if (TryWord("NOT"))
        {
            ExpectWord("EXISTS");
            return new ExistsTest(Path(), Negated: true);
        }

        var path = Path();
        var negated = TryWord("NOT");
        if (TryWord("IN")) return new SetTest(path, negated, Set());
        var comparison = Operator();
        return new ComparisonTest(path, comparison, negated, comparison switch
        {
            >= ComparisonOperator.Like => _token.Kind == TokenKind.Text ? Literal() : throw Unexpected("a string"),
            >= ComparisonOperator.Less => _token.Kind != TokenKind.Keyword ? Literal() : throw Unexpected("a constant that has an order"),
            _ => Literal(),
        });
    }

    ComparisonOperator Operator()
    {
        var at = _token;
        if (at.Kind is not (TokenKind.Symbol or TokenKind.Keyword)) throw Unexpected("an operator");
        ComparisonOperator? found = _text.AsSpan(at.Start, at.Length) switch
        {
            "=" or "==" => ComparisonOperator.Equal,
            "!=" or "<>" => ComparisonOperator.NotEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            ">" => ComparisonOperator.Greater,
            ">=" => ComparisonOperator.GreaterOrEqual,
            "LIKE" => ComparisonOperator.Like,
            "MATCHES" => ComparisonOperator.Matches,
            "ISSUBSET" => ComparisonOperator.IsSubset,
            "ISSUPERSET" => ComparisonOperator.IsSuperset,
            _ => null,
        };
        if (found is not { } known) throw Unexpected("an operator");
        _token = _lexer.Next();
        return known;
    }

    ImmutableArray<PatternLiteral> Set()
    {
        Expect('(');
        if (TrySymbol(')')) return [];
        var values = ImmutableArray.CreateBuilder<PatternLiteral>();
        do values.Add(Literal());
        while (TrySymbol(','));
        Expect(')');
        return values.ToImmutable();
    }

    PatternLiteral Literal()
    {
        if (TryWord("true")) return new TruthLiteral(true);
        if (TryWord("false")) return new TruthLiteral(false);
        switch (_token.Kind)
        {
            case TokenKind.Text: return new TextLiteral(Unquote(Take()));
            case TokenKind.Integer or TokenKind.Real: return new NumberLiteral(Take());
            case TokenKind.Hex: return new BytesLiteral(Take()[2..^1], IsHex: true);
            case TokenKind.Base64: return new BytesLiteral(Take()[2..^1], IsHex: false);
            case TokenKind.Time: return Time();
            default: throw Unexpected("a constant");
        }
    }

    ObjectPath Path()
    {
        if (_token.Kind is not (TokenKind.Name or TokenKind.NameWithHyphen)) throw Unexpected("the type of an object");
        var type = Take();
        Expect(':');
        var steps = ImmutableArray.CreateBuilder<PathStep>();
        steps.Add(Key());
        while (true)
        {
            if (steps.Count > PatternLimits.Depth) throw new PatternException($"The path has more than {PatternLimits.Depth} steps.", _token.Start);
            if (TrySymbol('.')) steps.Add(Key());
            else if (TrySymbol('['))
            {
                if (TrySymbol('*')) steps.Add(new AnyStep());
                else if (_token.Kind == TokenKind.Integer) steps.Add(new IndexStep(long.TryParse(Take(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : long.MaxValue));
                else throw Unexpected("a whole number or '*'");
                Expect(']');
            }
            else return new ObjectPath(type, steps.ToImmutable());
        }
    }

    KeyStep Key() => _token.Kind switch
    {
        TokenKind.Name => new KeyStep(Take()),
        TokenKind.Text => new KeyStep(Unquote(Take())),
        _ => throw Unexpected("the name of a property, in quotes if it holds a hyphen"),
    };

    static string Unquote(string quoted)
    {
        if (!quoted.Contains('\\', StringComparison.Ordinal)) return quoted[1..^1];
        var text = new System.Text.StringBuilder(quoted.Length);
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] == '\\') i++;
            text.Append(quoted[i]);
        }

        return text.ToString();
    }
}
