using CsCheck;
using Hoplite.Detection.Sigma;
using Hoplite.Detection.Tests.Naive;

namespace Hoplite.Detection.Tests.Sigma;

public sealed class WildcardPatternTests
{
    static readonly Gen<string> Written = Gen.String[Gen.OneOf('a', 'B', 'é', '\\', '*', '?', '%'), 0, 12];

    [Fact]
    public void A_pattern_prints_and_reads_back_as_itself() => Written.Sample(text =>
    {
        var pattern = WildcardPattern.Parse(text);
        return WildcardPattern.Parse(pattern.ToString()).Equals(pattern);
    });

    [Fact]
    public void A_pattern_is_in_normal_form() => Written.Sample(text =>
    {
        var pieces = WildcardPattern.Parse(text).Pieces;
        return pieces.Zip(pieces.Skip(1)).All(pair => !(pair.First is Literal && pair.Second is Literal) && !(pair.First is AnyText && pair.Second is AnyText))
            && pieces.OfType<Literal>().All(literal => literal.Text.Length > 0);
    });

    [Fact]
    public void A_text_without_backslashes_and_wildcards_matches_itself() => Gen.String[Gen.OneOf('a', 'B', 'é', '%', '/'), 0, 12]
        .Sample(text => NaiveWildcards.Matches(WildcardPattern.Parse(text), text, cased: true));

    [Fact]
    public void An_escaped_text_matches_itself_only() => Gen.Select(Written, Written)
        .Sample((one, other) => NaiveWildcards.Matches(WildcardPattern.Parse(WildcardPattern.Exactly(one).ToString()), other, cased: true) == (one == other));

    [Theory]
    [InlineData(@"C:\Windows", @"C:\\Windows")]
    [InlineData(@"\\*", @"\\*")]
    [InlineData(@"\\\*", @"\\\*")]
    [InlineData("a**b", "a*b")]
    [InlineData(@"\\\", @"\\\\")]
    public void A_pattern_prints_in_one_way(string written, string printed) => Assert.Equal(printed, WildcardPattern.Parse(written).ToString());
}
