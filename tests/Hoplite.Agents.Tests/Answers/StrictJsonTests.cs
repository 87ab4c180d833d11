using System.Text;
using System.Text.Json;
using CsCheck;
using Hoplite.Agents.Answers;

namespace Hoplite.Agents.Tests.Answers;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" \r\n\t[1, -2.5e3, \"\\u00e9\", true, null] ")]
    [InlineData("\"\\ud83d\\ude00\"")]
    public void What_is_JSON_is_read(string text) => Assert.True(StrictJson.TryRead(Encoding.UTF8.GetBytes(text), 1000, out _, out _));

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("[Infinity]")]
    [InlineData("1e999")]
    [InlineData("[-1e309]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"b\":{\"a\":1,\"\\u0061\":2}}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("[1,]")]
    [InlineData("// a\n1")]
    [InlineData("1 2")]
    [InlineData("{} {}")]
    [InlineData("01")]
    [InlineData("'a'")]
    [InlineData("\ufeff{}")]
    [InlineData("11111111111111111111111111111111111111111111111111")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_not_or_goes_too_far_is_refused(string text) => Assert.False(StrictJson.TryRead(Encoding.UTF8.GetBytes(text), 1000, out _, out _));

    [Fact]
    public void What_is_too_long_or_no_UTF8_is_refused()
    {
        Assert.False(StrictJson.TryRead(Encoding.UTF8.GetBytes("\"" + new string('a', 1000) + "\""), 1000, out _, out var problem));
        Assert.Equal("it is too long", problem);
        Assert.False(StrictJson.TryRead(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }, 1000, out _, out problem));
        Assert.Equal("it is not UTF-8", problem);
    }

    [Fact]
    public void No_bytes_make_it_throw_and_what_it_takes_a_plain_parser_takes_too() =>
        Gen.OneOf(Gen.Byte.Array[0, 60], Gen.OneOf("{", "}", "[", "]", ",", ":", "\"a\"", "\"\\ud800\"", "1", "-", "1e9", "1e999", "true", "null", " ", "\"").Array[0, 12].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))).Sample(bytes =>
        {
            if (!StrictJson.TryRead(bytes, 1000, out var value, out _)) return;
            using var plain = JsonDocument.Parse(bytes);
            Assert.True(JsonElement.DeepEquals(plain.RootElement, value));
        }, iter: 50_000);
}
