using System.Text;
using CsCheck;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Sigma;

public sealed class HostileRuleTests
{
    const string Good = "title: Good\nlogsource: {product: any}\ndetection:\n  s: {A: 1}\n  condition: s\n";

    static RuleCollection Load(string text) => Load(Encoding.UTF8.GetBytes(text));

    static RuleCollection Load(byte[] bytes) => RuleReader.Load([new RuleFile("hostile.yml", bytes)], RuleOptions.Default);

    static void IsRejected(string text, string reason) => Assert.Contains(reason, Assert.Single(Load(text).Rejections).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_broken_document_takes_no_other_with_it()
    {
        var loaded = Load($"{Good}---\ntitle: \"never closed\n---\n{Good}");
        Assert.Equal(2, loaded.Rules.Length);
        Assert.Equal(7, Assert.Single(loaded.Rejections).Line);
    }

    [Fact]
    public void A_rejection_names_the_line_and_the_rule()
    {
        var rejection = Assert.Single(Load("title: Bad\nid: x1\nlogsource: {product: any}\ndetection:\n  s:\n    A|nonsense: 1\n  condition: s\n").Rejections);
        Assert.Equal(new RuleRejection("hostile.yml", 6, "x1", "Bad", "The modifier 'nonsense' is not known."), rejection);
    }

    [Fact]
    public void Deep_nesting_is_rejected() => IsRejected("title: " + new string('[', 1000) + new string(']', 1000), "nests deeper");

    [Fact]
    public void Deep_nesting_that_never_ends_is_rejected() => IsRejected("title: " + new string('[', 200_000), "");

    [Fact]
    public void A_bomb_of_aliases_is_rejected()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 30; level++) bomb.Append($"a{level}: &a{level} [").AppendJoin(',', Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        IsRejected(bomb.ToString(), "aliases are written out");
    }

    [Fact]
    public void A_document_beyond_the_limit_is_rejected() => IsRejected(Good + "description: " + new string('x', RuleReader.LongestDocument), "longer than");

    [Fact]
    public void Parentheses_without_end_are_rejected() => IsRejected(Good.Replace("condition: s", $"condition: {new string('(', 5000)}s{new string(')', 5000)}", StringComparison.Ordinal), "nests deeper");

    [Fact]
    public void A_long_chain_of_nots_is_read() => Assert.Single(Load(Good.Replace("condition: s", $"condition: {string.Concat(Enumerable.Repeat("not ", 4000))}s", StringComparison.Ordinal)).Rules);

    [Fact]
    public void A_long_regular_expression_is_rejected() => IsRejected(Good.Replace("{A: 1}", $"{{'A|re': '{new string('a', 10_000)}'}}", StringComparison.Ordinal), "longer than");

    [Fact]
    public void Variants_times_variants_are_rejected() => IsRejected(
        Good.Replace("{A: 1}", "{'A|windash|wide|base64offset|contains': '-a -b -c -d -e -f'}", StringComparison.Ordinal), "grows");

    [Fact]
    public void Many_values_with_many_variants_are_rejected() => IsRejected(
        Good.Replace("{A: 1}", "{'A|windash': [" + string.Join(',', Enumerable.Range(0, 500).Select(value => $"'-a -b -c -d {value}'")) + "]}", StringComparison.Ordinal), "grows too large");

    [Fact]
    public void Patterns_with_many_stars_choose_names_in_no_time() => IsRejected(
        $"title: T\nlogsource: {{product: any}}\ndetection:\n  {new string('a', 900)}: {{A: 1}}\n  condition: 1 of {string.Concat(Enumerable.Repeat("a*", 400))}b\n", "nothing has such a name");

    [Fact]
    public void An_id_used_in_two_files_is_rejected_in_the_second()
    {
        var rule = Encoding.UTF8.GetBytes("id: same\n" + Good);
        var loaded = RuleReader.Load([new RuleFile("a.yml", rule), new RuleFile("b.yml", rule)], RuleOptions.Default);
        Assert.Single(loaded.Rules);
        Assert.Contains("a.yml", Assert.Single(loaded.Rejections).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_are_read() =>
        Assert.Single(Load([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good.ReplaceLineEndings("\r\n"))]).Rules);

    [Fact]
    public void Whatever_the_bytes_the_reader_returns() => Gen.Byte.Array[0, 400].Sample(bytes => { Load(bytes); });

    [Fact]
    public void Whatever_the_mutation_of_a_rule_the_reader_returns() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.OneOf("*x", "&x ", "[", "{", "}", "'", "\"", "|", ">", "---\n", "\t", "? ", "!!", "%", "#", "- ", ": ", "\0", "<<: "), Gen.Int[0, 8])
            .Sample((at, text, drop) => { Load(Good[..at] + text + Good[Math.Min(Good.Length, at + drop)..]); });
}
