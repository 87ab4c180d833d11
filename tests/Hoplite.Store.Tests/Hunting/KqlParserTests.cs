using System.Collections;
using CsCheck;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Tests.Hunting;

public sealed class KqlParserTests
{
    static readonly string[] Pieces =
    [
        "events", "where", "|", "(", ")", "[", "]", "==", "!=", "has", "contains", "and", "or", "not(", "\"a\"", "'b'", "@'c\\'", "1", "2.5", "10m", "datetime(2026-01-01)", "host", "user", ",", "by", "summarize", "count()", "extend", "x =",
        "project", "project-away", "mv-expand", "sequence by host maxspan=10m", "[a == 1]", "join kind=inner (", "on", "let x = 1;", "let q = events | take 1;", "in (", "between (1 .. 2)", "-", "*", "/", "..", ".", "union", "parse message with * 'a' b",
        "rare a max=3", "firstseen a since=ago(1d)", "stack a", "top 5 by", "sort by a asc nulls last", "take 3", "search 'x'", "dynamic([1, 2])", "\\", "\"", "'", "@", "!", "~", "\u0000", "\ud800", "👍", "//", "\n", "$left.a == $right.b", "[\"odd name\"]", "matches regex", "render timechart",
    ];

    [Theory]
    [InlineData("where a == 1 and b == 2 or c != \"x\"")]
    [InlineData("where (a or b) and (c or d and e) or (f and g)")]
    [InlineData("where (a and b) and c")]
    [InlineData("extend x = a - (b - c) * -d / (e % 2)")]
    [InlineData("where ['cs-uri-stem'] has \"a\\\"b\\\\c\\n\" and not(x !in~ (\"a\", \"b\")) and id.orig_h startswith @'10.'")]
    [InlineData("let a = dynamic(['x', 'y']); let q = events | where b; events | join kind=leftanti (q | take 1) on k, $left.a == $right.b | union (events | count), q")]
    [InlineData("sequence by host, user maxspan=90s [a == 1] [b has 'x' or c] | project step1.time")]
    [InlineData("parse-where message with * 'user=' u ' port ' p:long * | rare a, b by host max=5 | firstseen a since=ago(2d) | stack a by b")]
    [InlineData("where t between (ago(1d) .. datetime(2026-01-01T00:00:00Z)) and l[-1] == 5 and x matches regex 'a+' | top 5 by f(x) asc nulls last | render timechart with (title='x')")]
    [InlineData("\"needle\" | summarize n = count(), arg_max(time, *) by bin(time, 1h), host | project-rename a = n | mv-expand p = split(x, ',')")]
    public void A_query_prints_as_text_that_reads_as_the_same_query(string kql)
    {
        var tree = KqlParser.Parse(kql);
        var again = KqlParser.Parse(tree.ToString());
        Assert.Equal(Shape(tree), Shape(again));
        Assert.Equal(tree.ToString(), again.ToString());
    }

    [Fact]
    public void Every_generated_query_prints_as_text_that_reads_as_the_same_query() =>
        GeneratedQueries.Query.Sample(kql => Assert.Equal(Shape(KqlParser.Parse(kql)), Shape(KqlParser.Parse(KqlParser.Parse(kql).ToString()))), iter: 3000);

    [Fact]
    public void Whatever_the_text_only_its_own_exception_leaves_the_parser() =>
        Gen.OneOf<string>(Gen.String, Gen.OneOf(Pieces).Array[0, 40].Select(p => string.Join(' ', p)), Gen.OneOf(Pieces).Array[0, 12].Select(string.Concat), Mutated()).Sample(Reads, iter: 30_000);

    [Theory]
    [InlineData("(")]
    [InlineData("where (")]
    [InlineData("where not(")]
    [InlineData("where a == -")]
    [InlineData("events | join (")]
    [InlineData("where a[")]
    [InlineData("where a in (events | where b in (")]
    public void However_deep_the_nesting_the_parser_ends(string piece)
    {
        Reads(string.Concat(Enumerable.Repeat(piece, 32_000 / piece.Length)));
        Reads("where " + string.Concat(Enumerable.Repeat(piece, 3_000 / piece.Length)));
        Reads("where a" + string.Concat(Enumerable.Repeat(" + 1", 7_000)));
    }

    [Theory]
    [InlineData("events | wher a == 1", 1, 10, "did you mean where?")]
    [InlineData("events\n| where a == ", 2, 14, null)]
    [InlineData("events | where a == 'x", 1, 21, "a backslash is written \\\\, or the whole text as @\"C:\\Windows\\\"")]
    [InlineData("events | where a == 1 == 2", 1, 23, "join them with and, or put one in brackets")]
    [InlineData("events | take x", 1, 15, null)]
    [InlineData("where a > 5q", 1, 11, "units are d, h, m, s, ms; a name that begins with a digit is written ['1name']")]
    public void A_mistake_is_said_with_its_place_and_a_hint(string kql, int line, int column, string? hint)
    {
        var wrong = Assert.Throws<KqlException>(() => KqlParser.Parse(kql));
        Assert.Equal((line, column), (wrong.Line, wrong.Column));
        if (hint is not null) Assert.Equal(hint, wrong.Hint);
        Assert.Contains("^", wrong.Describe(), StringComparison.Ordinal);
    }

    static Gen<string> Mutated() => Gen.Select(GeneratedQueries.Query, Gen.Int[0, 400], Gen.OneOf(Pieces), Gen.Int[0, 6], (query, at, piece, cut) =>
    {
        at = Math.Min(at, query.Length);
        return query[..at] + piece + query[Math.Min(query.Length, at + cut)..];
    });

    static void Reads(string text)
    {
        try
        {
            _ = KqlParser.Parse(text).ToString();
        }
        catch (KqlException wrong)
        {
            _ = wrong.Describe();
        }
    }

    // The tree with every bracket; places left out.
    static string Shape(object? node) => node switch
    {
        null => "-",
        string or IFormattable or bool => $"«{node}»",
        IEnumerable list => "[" + string.Join(',', list.Cast<object?>().Select(Shape)) + "]",
        _ => node.GetType().Name + "(" + string.Join(',', node.GetType().GetProperties().Where(p => p.Name is not ("Span" or "EqualityContract" or "Item") && p.GetIndexParameters().Length == 0).Select(p => Shape(p.GetValue(node)))) + ")",
    };
}
