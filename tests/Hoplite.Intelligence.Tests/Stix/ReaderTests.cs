using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Stix.Validation;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class ReaderTests
{
    [Theory]
    [InlineData("id", "indicator--nothing", "identifier")]
    [InlineData("id", "malware--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", "indicator--")]
    [InlineData("created", "yesterday", "timestamp")]
    [InlineData("modified", "2025-04-06T20:03:48.000Z", "earlier")]
    [InlineData("spec_version", "3.0", "none of")]
    public void A_bad_value_is_told_with_its_place(string name, string value, string words)
    {
        var entry = StixReader.ReadObject(Utf8(Samples.Indicator().With(name, value)));

        Assert.False(entry.IsAcceptable);
        Assert.Equal(name, entry.Problem!.Path);
        Assert.Contains(words, entry.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pattern")]
    [InlineData("valid_from")]
    [InlineData("id")]
    [InlineData("type")]
    public void A_missing_property_is_told(string name) => Assert.False(StixReader.ReadObject(Utf8(Samples.Indicator().Without(name))).IsAcceptable);

    [Fact]
    public void Kinds_of_values_are_looked_at()
    {
        Assert.False(StixReader.ReadObject(Utf8(Samples.Indicator().With("confidence", 101))).IsAcceptable);
        Assert.False(StixReader.ReadObject(Utf8(Samples.Indicator().With("labels", "one"))).IsAcceptable);
        Assert.False(StixReader.ReadObject(Utf8(Samples.Indicator().With("labels", new JsonArray()))).IsAcceptable);
        Assert.False(StixReader.ReadObject(Utf8(Samples.Indicator().With("revoked", "yes"))).IsAcceptable);
        Assert.True(StixReader.ReadObject(Utf8(Samples.Indicator().With("x_own", new JsonArray(1, 2)).With("confidence", 100))).IsAcceptable);
    }

    [Fact]
    public void A_bad_object_does_not_keep_the_others_out()
    {
        var text = $$"""{"objects":[{{Samples.Indicator().ToJsonString()}},{"type":"indicator"},{{Samples.Indicator().ToJsonString()}}],"more":false}""";

        var reading = StixReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal([true, false, true], reading.Entries.Select(entry => entry.IsAcceptable));
        Assert.Null(reading.Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("""{"type":"bundle","objects":{}}""")]
    [InlineData("""{"type":"bundle","objects":[],"objects":[]}""")]
    [InlineData("""{"type":"bundle","objects":[]} {}""")]
    public void A_bad_text_is_told(string text) => Assert.NotNull(StixReader.Read(Encoding.UTF8.GetBytes(text)).Problem);

    [Fact]
    public void A_property_named_twice_is_refused() =>
        Assert.False(StixReader.ReadObject(Encoding.UTF8.GetBytes(Samples.Indicator().ToJsonString().Replace("\"name\"", "\"name\":\"x\",\"name\"", StringComparison.Ordinal))).IsAcceptable);

    [Fact]
    public void Bounds_hold()
    {
        var small = new StixLimits(200, 100_000, 2, 2, 5);
        var indicator = Samples.Indicator().ToJsonString();

        Assert.Contains("bytes", StixReader.ReadObject(Encoding.UTF8.GetBytes(indicator), small).Problem!.Message, StringComparison.Ordinal);
        Assert.NotNull(StixReader.Read(Encoding.UTF8.GetBytes($"[{indicator},{indicator},{indicator}]"), small).Problem);
        Assert.False(StixReader.Read(Encoding.UTF8.GetBytes(new string('[', 200) + new string(']', 200))).IsAcceptable);
        Assert.False(StixReader.ReadObject(Utf8(Samples.Indicator().With("labels", new JsonArray("a", "b", "c"))), small with { ObjectBytes = 10_000 }).IsAcceptable);
    }

    [Theory]
    [InlineData("\\ud800", false)]
    [InlineData("\\udc00\\ud800", false)]
    [InlineData("\\ud83d\\ude00", true)]
    [InlineData("\\\\ud800", true)]
    [InlineData("\\n\\u00e4", true)]
    public void Half_a_character_is_refused_wherever_it_stands(string text, bool acceptable)
    {
        var json = Samples.Indicator().With("x_own", new JsonObject { ["inner"] = "HERE" }).ToJsonString().Replace("HERE", text, StringComparison.Ordinal);

        Assert.Equal(acceptable, StixReader.ReadObject(Encoding.UTF8.GetBytes(json)).IsAcceptable);
        Assert.Equal(acceptable, StixValidator.Validate(Encoding.UTF8.GetBytes(json), StixValidationOptions.Default with { Disabled = ["all"] }).IsValid);
        if (acceptable) Assert.NotNull(StixObject.Read(Encoding.UTF8.GetBytes(json)).Property("x_own")!.Value.GetProperty("inner").GetString());
        else Assert.Throws<JsonException>(() => StixObject.Read(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Damaged_text_throws_nothing()
    {
        var good = Utf8(Samples.Indicator().With("external_references", new JsonArray(new JsonObject { ["source_name"] = "cve", ["external_id"] = "CVE-2026-1234" })));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length - 1], Gen.Byte).Sample((first, one, second, two) =>
        {
            var damaged = good.ToArray();
            damaged[first] = one;
            damaged[second] = two;
            StixReader.Read(damaged);
            StixReader.ReadObject(damaged.AsMemory(0, second));
            StixValidator.Validate(damaged, StixValidationOptions.StrictRules);
        }, iter: 20_000);
    }

    [Fact]
    public void Values_of_a_wrong_kind_throw_nothing()
    {
        JsonNode?[] values = [null, 7, -1.5e300, "text", "\ud800", true, new JsonArray(), new JsonArray(new JsonArray(7)), new JsonObject(), new JsonObject { ["a"] = new JsonArray(1) }];
        foreach (var type in Hoplite.Intelligence.Stix.Schema.StixSchema.Types)
        {
            foreach (var property in type.Properties)
            {
                foreach (var value in values)
                {
                    var node = new JsonObject { ["type"] = type.Name, ["id"] = $"{type.Name}--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", [property.Name] = value?.DeepClone() };
                    var utf8 = Utf8(node);
                    StixReader.ReadObject(utf8);
                    StixValidator.Validate(utf8, StixValidationOptions.StrictRules);
                }
            }
        }
    }

    static byte[] Utf8(JsonObject node) => JsonSerializer.SerializeToUtf8Bytes(node);
}
