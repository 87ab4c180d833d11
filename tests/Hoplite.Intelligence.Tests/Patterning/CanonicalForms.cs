using CsCheck;
using Hoplite.Intelligence.Patterning;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>The composed normal form of text.</summary>
public sealed class CanonicalForms
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("d\u0307\u0323", "\u1e0d\u0307")]
    [InlineData("\u1e0b\u0323", "\u1e0d\u0307")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("\ud558\u11ab", "\ud55c")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("a\u0315\u0300\u05ae\u0300b", "\u00e0\u05ae\u0300\u0315b")]
    [InlineData("\ud834\udd5e", "\ud834\udd57\ud834\udd65")]
    [InlineData("\u0061\u0301\u0301", "\u00e1\u0301")]
    public void Text_is_composed_as_Unicode_says(string text, string composed) => Assert.Equal(composed, CanonicalForm.Compose(text));

    [Fact]
    public void Composing_twice_changes_nothing_more() =>
        Gen.OneOf(Gen.Char['a', 'e'], Gen.Char['\u0300', '\u0345'], Gen.Char['\u1e00', '\u1eff'], Gen.Char['\u1100', '\u11ff'], Gen.Char['\uac00', '\uac40'], Gen.Char['\u0900', '\u09ff'])
            .Array[0, 8].Select(c => new string(c)).Sample(text => Assert.Equal(CanonicalForm.Compose(text), CanonicalForm.Compose(CanonicalForm.Compose(text))));

    [Fact]
    public void A_lone_surrogate_is_no_reason_to_fail() => Assert.Equal("a\ufffd\u00e9", CanonicalForm.Compose("a\ud800e\u0301"));
}
