using CsCheck;
using Hoplite.Intelligence.Patterning;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>The language of patterns.</summary>
public sealed class PatternSyntax
{
    static readonly string[] Pieces =
    [
        "[", "]", "(", ")", "a:b", "file:hashes.MD5", "x-y:'q q'.z[*].w[0]", " = ", " != ", "<", ">=", " LIKE ", " MATCHES ", " NOT ", " IN ", "EXISTS ", " AND ", " OR ", " FOLLOWEDBY ",
        "'it\\'s'", "'\\\\'", "5", "-1.5", "true", "h'0a'", "b'YQ=='", "t'2020-01-01T00:00:00Z'", " WITHIN 5 SECONDS", " REPEATS 2 TIMES",
        " START t'2020-01-01T00:00:00Z' STOP t'2021-01-01T00:00:00Z'", ",", "/* c */", "// c\n", "'", "\\", "\ud800", "é",
    ];

    [Fact]
    public void Any_text_parses_or_is_refused_with_a_sentence() =>
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12], Gen.String[0, 4]).Sample((pieces, noise) => Try(string.Concat(pieces) + noise), iter: 20_000);

    [Fact]
    public void What_is_written_back_parses_to_the_same() =>
        Observations(3).Sample(expression =>
        {
            var text = new StixPattern(expression).ToString();
            Assert.Equal(text, StixPattern.Parse(text).ToString());
        });

    [Theory]
    [InlineData("[file:hashes.'SHA-256' = 'f00']")]
    [InlineData("[artifact:payload_bin = b'====']")]
    [InlineData("[foo:bar=1] within 2 seconds")]
    [InlineData("file:size = 1280")]
    [InlineData("[a:b = 007]")]
    [InlineData("[a:b-c = 1]")]
    [InlineData("[a:b > true]")]
    [InlineData("[a:b IN (1,)]")]
    [InlineData("[NOT a:b = 1]")]
    [InlineData("[a:b = b'']")]
    [InlineData("[a:b = 'x\\y']")]
    [InlineData("[a:true = 1]")]
    [InlineData("[a:b = 1] START '2020-01-01T00:00:00Z' STOP '2021-01-01T00:00:00Z'")]
    [InlineData("([a:b = 1] REPEATS 2 TIMES REPEATS 3 TIMES)")]
    public void What_is_no_pattern_is_refused(string text) => Assert.Throws<PatternException>(() => StixPattern.Parse(text));

    [Theory]
    [InlineData("([a:b = 1]) WITHIN 5 SECONDS WITHIN 6 SECONDS")]
    [InlineData("[a:b = h''] /* remark */ OR [EXISTS a:b] // end")]
    [InlineData("[a:b[-1] NOT IN () AND NOT EXISTS a:'c d']")]
    [InlineData("[a:b <> +5 OR a-b:c == -.5]")]
    [InlineData("[a:b MATCHES 'x' ]FOLLOWEDBY[a:b='y']")]
    public void What_is_a_pattern_is_read(string text) => Assert.Equal(StixPattern.Parse(text).ToString(), StixPattern.Parse(StixPattern.Parse(text).ToString()).ToString());

    [Fact]
    public void Deep_and_large_patterns_are_refused()
    {
        Assert.Throws<PatternException>(() => StixPattern.Parse(new string('(', 100_000)));
        Assert.Throws<PatternException>(() => StixPattern.Parse("[" + new string('(', 100_000)));
        Assert.Throws<PatternException>(() => StixPattern.Parse(new string(' ', 1 << 20)));
        Assert.Throws<PatternException>(() => StixPattern.Parse("[a:b" + string.Concat(Enumerable.Repeat("[*]", 10_000)) + "=1]"));
    }

    static void Try(string text)
    {
        try
        {
            var parsed = StixPattern.Parse(text);
            Assert.Equal(parsed.ToString(), StixPattern.Parse(parsed.ToString()).ToString());
            PatternMatcher.Compile(parsed);
        }
        catch (PatternException problem)
        {
            Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
            Assert.InRange(problem.Position, -1, text.Length);
        }
    }

    static Gen<ObservationExpression> Observations(int depth)
    {
        var simple = Comparisons(2).Select(c => (ObservationExpression)new SimpleObservation(c));
        if (depth == 0) return simple;
        var inner = Observations(depth - 1).Select(o => (ObservationExpression)new ObservationGroup(o));
        return Gen.OneOf(
            simple,
            inner,
            inner.Array[2, 3].Select(t => (ObservationExpression)new AllObservations([.. t])),
            inner.Array[2, 3].Select(t => (ObservationExpression)new FollowedBy([.. t])),
            inner.Select(o => (ObservationExpression)new QualifiedObservation(o, new WithinQualifier(new NumberLiteral("1.5")))));
    }

    static Gen<ComparisonExpression> Comparisons(int depth)
    {
        var path = Gen.Select(Gen.String[0, 5], Gen.Int[0, 3]).Select((name, n) => new ObjectPath("x-a", [new KeyStep(name), .. n == 0 ? (PathStep[])[] : n == 1 ? [new AnyStep()] : [new IndexStep(n), new KeyStep("b")]]));
        var literal = Gen.OneOf(Gen.String.Select(s => (PatternLiteral)new TextLiteral(s)), Gen.Long.Select(n => (PatternLiteral)new NumberLiteral(n.ToString(System.Globalization.CultureInfo.InvariantCulture))), Gen.Byte.Array.Select(b => (PatternLiteral)new BytesLiteral(Convert.ToHexString(b), true)));
        var test = Gen.OneOf(
            Gen.Select(path, literal, Gen.Bool).Select((p, l, not) => (ComparisonExpression)new ComparisonTest(p, ComparisonOperator.NotEqual, not, l)),
            Gen.Select(path, literal.Array[0, 3]).Select((p, l) => (ComparisonExpression)new SetTest(p, false, [.. l])));
        return depth == 0 ? test : Gen.OneOf(test, Comparisons(depth - 1).Array[2, 3].Select(t => (ComparisonExpression)new ComparisonGroup(new AnyComparisons([.. t.Select(x => x is AnyComparisons ? new ComparisonGroup(x) : x)]))));
    }
}
