using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Agents.Answers;

namespace Hoplite.Agents.Tests.Answers;

public sealed class AnswerSchemaTests
{
    static readonly Gen<AnswerSchema> Scalars = Gen.OneOf<AnswerSchema>(
        Gen.OneOf("a", "b", "é", "close").Array[1, 3].Select(w => (AnswerSchema)new AnswerWord([.. w.Distinct()])),
        Gen.Int[0, 5].Select(n => (AnswerSchema)new AnswerText(n)),
        Gen.Int[-3, 3].Select(Gen.Int[0, 4], (least, width) => (AnswerSchema)new AnswerInteger(least, least + width)),
        Gen.Int[-3, 3].Select(Gen.Int[0, 4], (least, width) => (AnswerSchema)new AnswerNumber(least, least + width + 0.5)),
        Gen.Const((AnswerSchema)new AnswerBoolean()));

    static readonly Gen<AnswerSchema> Schemas = Gen.Recursive<AnswerSchema>((depth, deeper) => depth > 2 ? Scalars : Gen.OneOf(
        Scalars,
        deeper.Select(Gen.Int[0, 2], Gen.Int[0, 2], (items, least, more) => (AnswerSchema)new AnswerArray(items, least + more, least)),
        Gen.Select(deeper, Gen.Bool).Array[0, 3].Select(fields => (AnswerSchema)new AnswerObject([.. fields.Select((f, i) => new AnswerField("f" + i, f.Item1, f.Item2))]))));

    static readonly Gen<JsonNode?> Values = Gen.Recursive<JsonNode?>((depth, deeper) => depth > 2 ? Plain() : Gen.OneOf(
        Plain(),
        deeper.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())])),
        Gen.Select(Gen.Int[0, 3], deeper).Array[0, 3].Select(members => (JsonNode?)new JsonObject(members.DistinctBy(m => m.Item1).Select(m => KeyValuePair.Create("f" + m.Item1, m.Item2?.DeepClone()))))));

    [Fact]
    public void A_schema_prints_back_to_what_it_was_read_from() =>
        Schemas.Sample(schema =>
        {
            var printed = schema.ToJson();
            Assert.True(JsonNode.DeepEquals(printed, AnswerSchema.Read(JsonSerializer.SerializeToElement(printed)).ToJson()), printed.ToJsonString());
        }, iter: 5_000);

    [Fact]
    public void A_value_follows_a_schema_exactly_when_a_second_reading_of_the_schema_says_so()
    {
        var (followed, broken) = (0, 0);
        Gen.Select(Schemas, Values).Sample((schema, value) =>
        {
            var expected = Follows(schema.ToJson(), value);
            Assert.Equal(expected, schema.Fault(JsonSerializer.SerializeToElement(value)) is null);
            if (expected) Interlocked.Increment(ref followed);
            else Interlocked.Increment(ref broken);
        }, iter: 50_000);
        Assert.True(followed > 500 && broken > 500, $"{followed} / {broken}");
    }

    [Theory]
    [InlineData("""{"type":"string","pattern":"a"}""")]
    [InlineData("""{"type":"string","enum":[]}""")]
    [InlineData("""{"type":"string","enum":[1]}""")]
    [InlineData("""{"type":["string","null"]}""")]
    [InlineData("""{"type":"object","additionalProperties":true}""")]
    [InlineData("""{"type":"object","required":["a"]}""")]
    [InlineData("""{"type":"array"}""")]
    [InlineData("""{"type":"integer","minimum":0.5}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"anyOf":[]}""")]
    [InlineData("[]")]
    public void A_schema_with_what_is_not_checked_here_is_an_error(string schema) =>
        Assert.ThrowsAny<Exception>(() => AnswerSchema.Read(JsonSerializer.SerializeToElement(JsonNode.Parse(schema))));

    [Fact]
    public void A_fault_says_where_and_never_what()
    {
        var schema = AnswerSchema.Read(JsonSerializer.SerializeToElement(JsonNode.Parse("""{"type":"object","properties":{"list":{"type":"array","items":{"type":"string","enum":["a"]}}}}""")));
        Assert.Equal("$.list[] is none of the words offered", schema.Fault(JsonSerializer.SerializeToElement(JsonNode.Parse("""{"list":["a","evil"]}"""))));
        Assert.Equal("$ has a field that was not asked for", schema.Fault(JsonSerializer.SerializeToElement(JsonNode.Parse("""{"evil":1}"""))));
    }

    static Gen<JsonNode?> Plain() => Gen.OneOf(
        Gen.Const((JsonNode?)null), Gen.Bool.Select(b => (JsonNode?)b), Gen.Int[-4, 8].Select(i => (JsonNode?)i), Gen.Int[-4, 8].Select(i => (JsonNode?)(i + 0.25)),
        Gen.OneOf("a", "b", "é", "close", "CLOSE", "", "longer than that").Select(s => (JsonNode?)s));

    // A naive twin that goes by the printed schema.
    static bool Follows(JsonObject schema, JsonNode? value)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        switch ((string)schema["type"]!)
        {
            case "object":
                var properties = schema["properties"]!.AsObject();
                return kind == JsonValueKind.Object && value!.AsObject().All(m => properties.ContainsKey(m.Key) && Follows(properties[m.Key]!.AsObject(), m.Value)) && schema["required"]!.AsArray().All(r => value!.AsObject().ContainsKey((string)r!));
            case "array":
                return kind == JsonValueKind.Array && value!.AsArray().Count >= (int)schema["minItems"]! && value.AsArray().Count <= (int)schema["maxItems"]! && value.AsArray().All(i => Follows(schema["items"]!.AsObject(), i));
            case "string":
                return kind == JsonValueKind.String && (schema["enum"] is JsonArray words ? words.Any(w => (string)w! == (string)value!) : ((string)value!)!.Length <= (int)schema["maxLength"]!);
            case "boolean":
                return kind is JsonValueKind.True or JsonValueKind.False;
            default:
                if (kind != JsonValueKind.Number) return false;
                var number = double.Parse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
                return number >= Bound(schema, "minimum") && number <= Bound(schema, "maximum") && ((string)schema["type"]! == "number" || number == Math.Floor(number));
        }
    }

    static double Bound(JsonObject schema, string name) => double.Parse(schema[name]!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
