using System.Text.Json;

namespace Hoplite.Agents.Answers;

/// <summary>Reads the part of JSON Schema that answers are written in. A keyword it does not know is an error: a bound that is not checked is worse than none.</summary>
static class AnswerSchemaReader
{
    const int UsualText = 4000;
    const int UsualItems = 100;

    // Every integer up to here has a double of its own, so that every language reads the same number.
    const long LargestInteger = 1L << 53;

    public static AnswerSchema Read(JsonElement schema) => Read(schema, "$", 0);

    static AnswerSchema Read(JsonElement schema, string place, int depth)
    {
        if (depth > StrictJson.Deepest / 2) throw Wrong(place, "is nested too deep");
        if (schema.ValueKind != JsonValueKind.Object) throw Wrong(place, "is no schema");
        var read = Form(schema, place, depth);
        return Text(schema, "description") is { } description ? read with { Description = description } : read;
    }

    static AnswerSchema Form(JsonElement schema, string place, int depth)
    {
        switch (Text(schema, "type"))
        {
            case "object":
                return Object(schema, place, depth);
            case "array":
                return Array(schema, place, depth);
            case "string":
                return String(schema, place);
            case "integer":
                Know(schema, place, "minimum", "maximum");
                return new AnswerInteger(Integer(schema, "minimum", -LargestInteger, place), Integer(schema, "maximum", LargestInteger, place));
            case "number":
                Know(schema, place, "minimum", "maximum");
                return new AnswerNumber(Number(schema, "minimum", double.MinValue, place), Number(schema, "maximum", double.MaxValue, place));
            case "boolean":
                Know(schema, place);
                return new AnswerBoolean();
            default:
                throw Wrong(place, "has no type, or one that is not known here");
        }
    }

    static AnswerObject Object(JsonElement schema, string place, int depth)
    {
        Know(schema, place, "properties", "required", "additionalProperties");
        if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind != JsonValueKind.False) throw Wrong(place, "must not allow further fields");
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        var fields = !schema.TryGetProperty("properties", out var properties) ? [] : properties.EnumerateObject()
            .Select(p => new AnswerField(p.Name, Read(p.Value, $"{place}.{p.Name}", depth + 1), required.Remove(p.Name))).ToArray();
        return required.Count == 0 ? new AnswerObject([.. fields]) : throw Wrong(place, "requires a field it has not");
    }

    static AnswerArray Array(JsonElement schema, string place, int depth)
    {
        Know(schema, place, "items", "minItems", "maxItems");
        if (!schema.TryGetProperty("items", out var items)) throw Wrong(place, "does not say what it holds");
        return new AnswerArray(Read(items, place + "[]", depth + 1), (int)Integer(schema, "maxItems", UsualItems, place), (int)Integer(schema, "minItems", 0, place));
    }

    static AnswerSchema String(JsonElement schema, string place)
    {
        Know(schema, place, "enum", "maxLength");
        if (!schema.TryGetProperty("enum", out var words)) return new AnswerText((int)Integer(schema, "maxLength", UsualText, place));
        return words.GetArrayLength() > 0 ? new AnswerWord([.. words.EnumerateArray().Select(w => w.GetString() ?? throw Wrong(place, "offers something that is no word"))]) : throw Wrong(place, "offers no word");
    }

    static void Know(JsonElement schema, string place, params ReadOnlySpan<string> keywords)
    {
        foreach (var member in schema.EnumerateObject())
            if (member.Name is not ("type" or "title" or "description" or "$schema") && !keywords.Contains(member.Name)) throw Wrong(place, $"uses '{member.Name}', which is not checked here");
    }

    static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static long Integer(JsonElement schema, string name, long usual, string place) =>
        !schema.TryGetProperty(name, out var value) ? usual : value.TryGetInt64(out var number) && Math.Abs(number) <= LargestInteger ? number : throw Wrong(place, $"has a '{name}' that is no whole number");

    static double Number(JsonElement schema, string name, double usual, string place) =>
        !schema.TryGetProperty(name, out var value) ? usual : value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(place, $"has a '{name}' that is no number");

    static ArgumentException Wrong(string place, string reason) => new($"the schema of an answer is wrong: {place} {reason}");
}
