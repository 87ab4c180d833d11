using System.Text;
using CsCheck;
using Hoplite.Detection.Matching;
using Hoplite.Detection.Sigma;
using Hoplite.Detection.Tests.Naive;

namespace Hoplite.Detection.Tests.Matching;

public sealed class LiteralTests
{
    static readonly Gen<string> Text = Gen.String[Gen.Char["abcABC\\.*? é–x0123"], 0, 200];
    static readonly Gen<string[]> Literals = Gen.String[Gen.Char["abcabc\\.x0123"], 3, 9].Array[1, 60];

    [Fact]
    public void A_filter_finds_exactly_the_literals_that_occur() => Gen.Select(Text, Literals).Sample((text, literals) =>
    {
        var filter = new LiteralFilter(Indexed(literals), new GramWeights([], null));
        Assert.Equal(Expected(text, literals), Found(hits => filter.Scan(Encoding.UTF8.GetBytes(text), ref hits[0])));
    }, iter: 3000, seed: "0000000000001");

    [Fact]
    public void An_index_finds_exactly_the_literals_that_occur() => Gen.Select(Text, Literals).Sample((text, literals) =>
    {
        string[] long4 = [.. literals.Where(l => l.Length >= LiteralIndex.MinLength)];
        if (long4.Length == 0) return;
        var index = new LiteralIndex(Indexed(long4), new GramWeights([], null));
        var folded = Encoding.UTF8.GetBytes(text);
        TextFold.Fold(folded, folded);
        Assert.Equal(Expected(text, long4), Found(hits => index.Scan(folded, ref hits[0])));
    }, iter: 3000, seed: "0000000000001");

    [Fact]
    public void A_byte_pattern_matches_as_the_naive_wildcards_do() =>
        Gen.Select(Gen.String[Gen.Char["abAB*?\\éÉ–"], 0, 8], Gen.String[Gen.Char["abABéÉ–\\"], 0, 12], Gen.Bool).Sample((pattern, value, cased) =>
        {
            var test = new TextTest(WildcardPattern.Parse(pattern), cased);
            var bytes = Encoding.UTF8.GetBytes(value);
            var compiled = BytePattern.Of(test);
            if (!compiled.WantsOriginal) TextFold.Fold(bytes, bytes);
            Assert.Equal(NaiveWildcards.Matches(test.Pattern, value, cased), compiled.Matches(bytes));
        }, iter: 20_000, seed: "0000000000001");

    [Theory]
    [InlineData(@"^C:\\Windows\\SYSTEM32\\ntdll\.dll\+[a-z0-9]{4,6}", @"C:\Windows\SYSTEM32\ntdll.dll+")]
    [InlineData(@"abc(?:def|ghi)jklm", "jklm")]
    [InlineData(@"abcd|efgh", null)]
    [InlineData(@"abcde?xyz", "abcd")]
    [InlineData(@"abc{2}defg", "defg")]
    [InlineData(@"[abc]+", null)]
    [InlineData(@"\x41bcdef", null)]
    [InlineData(@"\c\|abc", null)]
    public void The_mandatory_text_of_an_expression_is_found(string pattern, string? expected) => Assert.Equal(expected, RegexLiterals.Mandatory(pattern));

    [Fact]
    public void Every_match_of_an_expression_contains_its_mandatory_text() =>
        Gen.Select(Gen.String[Gen.Char["abcux.+*?|()[]{}\\12-"], 1, 12], Gen.String[Gen.Char["abc12"], 0, 30]).Sample((pattern, text) =>
        {
            if (RegexLiterals.Mandatory(pattern) is not { } literal) return;
            System.Text.RegularExpressions.Regex regex;
            try
            {
                regex = new(pattern, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            }
            catch (ArgumentException)
            {
                return;
            }

            if (regex.IsMatch(text)) Assert.Contains(literal, text, StringComparison.Ordinal);
        }, iter: 100_000, seed: "0000000000001");

    static IndexedLiteral[] Indexed(string[] literals) => [.. literals.Select((l, i) => new IndexedLiteral(Encoding.UTF8.GetBytes(l), i))];

    static int[] Expected(string text, string[] literals) => [.. literals.Index().Where(l => text.Contains(l.Item, StringComparison.OrdinalIgnoreCase)).Select(l => l.Index)];

    static int[] Found(Action<HitList[]> scan)
    {
        HitList[] hits = [new HitList()];
        scan(hits);
        return [.. hits[0].Items.ToArray().Distinct().Order()];
    }
}
