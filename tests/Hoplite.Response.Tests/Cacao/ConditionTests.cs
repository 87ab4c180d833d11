using System.Diagnostics;
using CsCheck;
using Hoplite.Response.Cacao.Conditions;

namespace Hoplite.Response.Tests.Cacao;

public class ConditionTests
{
    static readonly Dictionary<string, (string Type, string? Value)> Variables = new()
    {
        ["__x__"] = ("string", "a'b"), ["__n__"] = ("integer", "10"), ["__f__"] = ("float", "2.5"), ["__ip__"] = ("ipv4-addr", "10.1.2.3"), ["__net__"] = ("ipv4-addr", "10.0.0.0/8"),
        ["__b__"] = ("bool", "true"), ["__t__"] = ("string", "2026-01-02T00:00:00Z"), ["__h__"] = ("sha256-hash", new string('A', 64)), ["__unset__"] = ("string", null), ["__long__"] = ("string", new string('a', 30_000)),
    };

    [Theory]
    [InlineData("__x__:value = 'a\\'b'", true)]
    [InlineData("__x__:value == 'a'", false)]
    [InlineData("__x__:value != 'a'", true)]
    [InlineData("__x__:value NOT = 'a'", true)]
    [InlineData("__n__:value > 9", true)]
    [InlineData("__n__:value > '9'", true)]
    [InlineData("__n__:value < 9.5", false)]
    [InlineData("__f__:value >= 2.5 AND __n__:value <= 10", true)]
    [InlineData("__n__:value IN (1, 2, 10)", true)]
    [InlineData("__x__:value LIKE 'a_b'", true)]
    [InlineData("__x__:value LIKE 'b%'", false)]
    [InlineData("__x__:value MATCHES '^a.b$'", true)]
    [InlineData("__ip__:value ISSUBSET '10.0.0.0/8'", true)]
    [InlineData("__ip__:value ISSUBSET '10.2.0.0/16'", false)]
    [InlineData("__net__:value ISSUPERSET '10.9.9.9'", true)]
    [InlineData("__b__:value = true", true)]
    [InlineData("__t__:value > t'2026-01-01T00:00:00Z'", true)]
    [InlineData("__h__:value = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'", true)]
    [InlineData("__n__:value = 1 OR __n__:value = 10 AND __b__:value = false", false)]
    [InlineData("(__n__:value = 1 OR __n__:value = 10) AND NOT __b__:value = false", true)]
    public void A_condition_is_answered_by_the_types_of_its_variables(string text, bool holds) => Assert.Equal(holds, Condition.Parse(text).Holds(Find));

    [Theory]
    [InlineData("__nobody__:value = 1", "does not exist")]
    [InlineData("__unset__:value = 'x'", "has no value")]
    [InlineData("__n__:value = 10 OR __unset__:value = 'x'", "has no value")]
    [InlineData("NOT __nobody__:value = 1", "does not exist")]
    [InlineData("__x__:value > 5", "a number is wanted")]
    [InlineData("__x__:value ISSUBSET '10.0.0.0/8'", "is no address")]
    [InlineData("__x__:value MATCHES '('", "cannot be used")]
    public void What_has_no_answer_is_an_error_and_not_false(string text, string says) =>
        Assert.Contains(says, Assert.Throws<ConditionException>(() => Condition.Parse(text).Holds(Find)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("x = 1")]
    [InlineData("__x__ = 1")]
    [InlineData("__x__:value")]
    [InlineData("__x__:value =")]
    [InlineData("__x__:value = 'a")]
    [InlineData("__x__:value = 'a' AND")]
    [InlineData("(__x__:value = 1")]
    [InlineData("__x__:value = 1)")]
    [InlineData("__x__:value IN ()")]
    [InlineData("__x__:value LIKES 'a'")]
    [InlineData("__x__:value = 'a\\n'")]
    public void What_is_no_condition_is_refused(string text) => Assert.Throws<ConditionException>(() => Condition.Parse(text));

    [Fact]
    public void A_condition_may_be_neither_too_long_nor_too_deep()
    {
        Assert.Throws<ConditionException>(() => Condition.Parse(new string('(', 40) + "__x__:value = 1" + new string(')', 40)));
        Assert.Throws<ConditionException>(() => Condition.Parse("__x__:value = '" + new string('a', 9000) + "'"));
    }

    [Fact]
    public void A_pattern_that_would_take_for_ever_does_not()
    {
        var watch = Stopwatch.StartNew();
        try
        {
            _ = Condition.Parse("__long__:value MATCHES '^(a+)+$b'").Holds(Find);
        }
        catch (ConditionException)
        {
            // Refused for its time.
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_condition_that_is_printed_reads_back_to_itself() => Conditions(3).Sample(condition =>
    {
        var text = condition.ToString()!;
        var again = Condition.Parse(text);
        Assert.Equal(text, again.ToString());
        Assert.Equal(condition, again);
    }, iter: 5000);

    [Fact]
    public void No_text_makes_the_parser_stumble() =>
        OneOf("__x__:value", "=", "'a'", "AND", "OR", "NOT", "(", ")", "IN", ",", "5", "t'", "\\", "LIKE", "-", ".", "true", "é").Array[0, 12].Sample(words =>
        {
            try
            {
                _ = Condition.Parse(string.Join(' ', words));
            }
            catch (ConditionException)
            {
                // The one way to refuse.
            }
        }, iter: 20_000);

    static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    static Gen<Condition> Conditions(int depth)
    {
        var literal = Gen.OneOf<Literal>(
            Gen.String[Gen.Char["ab'\\% é\n"], 0, 6].Select(t => (Literal)new TextLiteral(t)), Gen.Long.Select(n => (Literal)new WholeLiteral(n)),
            Gen.Double[-1e9, 1e9].Select(d => (Literal)new RealLiteral(d)), Gen.Bool.Select(b => (Literal)new TruthLiteral(b)),
            Gen.DateTime[DateTime.UnixEpoch, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc)].Select(t => (Literal)new TimeLiteral(new DateTimeOffset(t.Ticks, TimeSpan.Zero))));
        var comparison = Gen.Select(OneOf("__x__", "__a-b__", "___c__"), Gen.Bool, Gen.Enum<ComparisonOperator>(), literal.Array[1, 3]).Select(
            (name, not, op, values) => (Condition)new Comparison(name, not, op, op == ComparisonOperator.In ? values : [values[0]]));
        if (depth == 0) return comparison;
        var inner = Conditions(depth - 1);
        return Gen.OneOf(
            comparison, inner.Select(c => (Condition)new Negation(c)),
            inner.Array[2, 3].Select(parts => (Condition)new Conjunction(parts)), inner.Array[2, 3].Select(parts => (Condition)new Disjunction(parts)));
    }

    static (string, string?)? Find(string name) => Variables.TryGetValue(name, out var found) ? found : null;
}
