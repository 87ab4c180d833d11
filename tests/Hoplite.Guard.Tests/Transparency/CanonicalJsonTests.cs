using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

public sealed class CanonicalJsonTests
{
    [Theory]
    // RFC 8785 appendix B
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Writes_numbers_as_the_rfc_shows(string bits, string expected) =>
        Assert.Equal(expected, EcmaNumber.Format(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("7fffffffffffffff")]
    [InlineData("7ff0000000000000")]
    public void Refuses_numbers_that_are_none(string bits) =>
        Assert.Throws<InvalidDataException>(() => EcmaNumber.Format(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Fact]
    public void Writes_the_example_of_the_rfc()
    {
        const string Input = """
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }
            """;
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical(Input));
    }

    [Fact]
    public void Orders_names_by_their_utf16_units()
    {
        const string Input = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        var values = JsonNode.Parse(Canonical(Input))!.AsObject().Select(m => m.Value!.GetValue<string>());
        Assert.Equal(["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"], values);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("1e400")]
    [InlineData("9007199254740993")]
    [InlineData("""{"a":1}x""")]
    [InlineData("")]
    public void Refuses_what_has_no_single_meaning(string json) => Assert.Throws<InvalidDataException>(() => Canonical(json));

    [Fact]
    public void Refuses_what_has_no_single_meaning_in_built_values()
    {
        Assert.Throws<InvalidDataException>(() => CanonicalJson.Bytes(new JsonObject { ["a"] = "\ud800" }));
        Assert.Throws<InvalidDataException>(() => CanonicalJson.Bytes(new JsonObject { ["\udfff"] = 1 }));
        Assert.Throws<InvalidDataException>(() => CanonicalJson.Bytes(new JsonArray(double.NaN)));
        Assert.Throws<InvalidDataException>(() => CanonicalJson.Bytes(new JsonArray(long.MaxValue)));
        Assert.Throws<InvalidDataException>(() => CanonicalJson.Bytes(JsonNode.Parse("""{"a":1,"a":2}""")));
        JsonNode deep = 1;
        for (var i = 0; i <= CanonicalJson.MaxDepth; i++) deep = new JsonArray(deep);
        Assert.Throws<InvalidDataException>(() => CanonicalJson.Bytes(deep));
    }

    [Fact]
    public void Writes_built_values_as_it_writes_read_ones()
    {
        var id = Guid.Parse("0190163d-8694-739b-aea5-966c26f8ad90");
        var built = new JsonObject { ["z"] = null, ["id"] = id, ["n"] = 1.0, ["d"] = 10m, ["t"] = true, ["c"] = 'x', ["a"] = new JsonArray("ö", 12L) };
        Assert.Equal("""{"a":["ö",12],"c":"x","d":10,"id":"0190163d-8694-739b-aea5-966c26f8ad90","n":1,"t":true,"z":null}""", CanonicalJson.Text(built));
    }

    [Fact]
    public void Is_the_same_when_it_is_read_and_written_again() => Json(4).Sample(node =>
    {
        var once = CanonicalJson.Bytes(node);
        return CanonicalJson.Bytes(JsonNode.Parse(once)).AsSpan().SequenceEqual(once) && CanonicalJson.IsCanonical(once)
            && JsonNode.DeepEquals(JsonNode.Parse(once), JsonNode.Parse(CanonicalJson.Bytes(JsonNode.Parse(once))));
    });

    [Fact]
    public void Numbers_read_back_as_the_same_number() => Gen.ULong.Select(BitConverter.UInt64BitsToDouble).Where(double.IsFinite).Sample(
        value => double.Parse(EcmaNumber.Format(value), CultureInfo.InvariantCulture).Equals(value + 0.0), iter: 100_000);

    static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Bytes(Encoding.UTF8.GetBytes(json)));

    static Gen<JsonNode?> Json(int depth)
    {
        var text = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\0', '\u001f'], Gen.Char['\u0080', '\ud7ff']), 0, 12];
        var leaf = Gen.OneOf(
            text.Select(s => (JsonNode?)s),
            Gen.Int.Select(i => (JsonNode?)i),
            Gen.Double.Where(double.IsFinite).Select(d => (JsonNode?)d),
            Gen.Bool.Select(b => (JsonNode?)b),
            Gen.Const((JsonNode?)null));
        if (depth == 0) return leaf;
        var inner = Json(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Array[0, 5].Select(items => (JsonNode?)new JsonArray(items)),
            Gen.Select(text, inner).Array[0, 5].Select(members =>
            {
                var made = new JsonObject();
                foreach (var (name, value) in members) made[name] = value;
                return (JsonNode?)made;
            }));
    }
}
