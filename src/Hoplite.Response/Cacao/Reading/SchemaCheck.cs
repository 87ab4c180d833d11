using System.Text.Json;

namespace Hoplite.Response.Cacao;

/// <summary>
/// Checks a value against one of the schemas of CACAO 2.0. It knows the keywords of JSON Schema draft-07 that these schemas use; what draft-07
/// does not know (<c>unevaluatedProperties</c>) is ignored, as draft-07 says (§6.5 of its core).
/// </summary>
sealed class SchemaCheck
{
    const int MaxProblems = 200;

    readonly List<(string Pointer, string Sentence)> _problems = [];

    /// <summary>What is wrong with a value, as pointers below it and sentences; empty when it is valid.</summary>
    /// <param name="path">The schema, such as <c>playbook.json</c>.</param>
    /// <param name="value">The value.</param>
    public static IReadOnlyList<(string Pointer, string Sentence)> Run(string path, JsonElement value)
    {
        var check = new SchemaCheck();
        check.Check(path, SchemaSet.Find(path), value, "");
        return [.. check._problems.Distinct()];
    }

    /// <summary>How it is said that a member is missing.</summary>
    public static string Missing(string member) => $"the member {member} is missing";

    void Check(string path, JsonElement schema, JsonElement value, string pointer)
    {
        if (schema.ValueKind == JsonValueKind.False) Report(pointer, "nothing may stand here");
        if (schema.ValueKind != JsonValueKind.Object || _problems.Count >= MaxProblems) return;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            // In draft-07 a reference stands alone; what is beside it does not count.
            var (file, target) = SchemaSet.Resolve(path, reference.GetString()!);
            Check(file, target, value, pointer);

            // The pattern takes the 30th of February; the text beside it asks for a time of RFC 3339.
            if (file == "data-types/timestamp.json" && _problems.Count == 0 && !value.IsTime()) Report(pointer, "there is no such day");
            return;
        }

        Shape(schema, value, pointer);
        if (value.ValueKind == JsonValueKind.Object) Members(path, schema, value, pointer);
        if (value.ValueKind == JsonValueKind.Array) Items(path, schema, value, pointer);
        Combinations(path, schema, value, pointer);
    }

    void Shape(JsonElement schema, JsonElement value, string pointer)
    {
        if (schema.TryGetProperty("type", out var type) && !IsOfType(type, value)) Report(pointer, $"this must be of the type {(type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray().Select(t => t.ToString())) : type.ToString())}");
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value)) Report(pointer, $"this must be {constant.GetRawText()}");
        if (schema.TryGetProperty("enum", out var names) && !names.EnumerateArray().Any(n => JsonElement.DeepEquals(n, value)))
            Report(pointer, $"this must be one of {string.Join(", ", names.EnumerateArray().Select(n => n.ToString()))}");
        if (value.ValueKind == JsonValueKind.String && schema.TryGetProperty("pattern", out var pattern) && !SchemaSet.Pattern(pattern.GetString()!).IsMatch(value.GetString()!))
            Report(pointer, "this has not the form that the schema asks for");
        if (value.ValueKind == JsonValueKind.Number)
        {
            var number = value.GetDouble();
            if (schema.TryGetProperty("minimum", out var least) && number < least.GetDouble()) Report(pointer, $"this must be at least {least.GetRawText()}");
            if (schema.TryGetProperty("maximum", out var most) && number > most.GetDouble()) Report(pointer, $"this must be at most {most.GetRawText()}");
        }
    }

    void Members(string path, JsonElement schema, JsonElement value, string pointer)
    {
        if (schema.TryGetProperty("minProperties", out var least) && value.EnumerateObject().Count() < least.GetInt32()) Report(pointer, $"this must have at least {least} member");
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)))
                Report(pointer, Missing(name.GetString()!));
        schema.TryGetProperty("properties", out var known);
        schema.TryGetProperty("patternProperties", out var patterns);
        foreach (var member in value.EnumerateObject())
        {
            var place = JsonPointer.Join(pointer, member.Name);
            var matched = false;
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var its))
            {
                matched = true;
                Check(path, its, member.Value, place);
            }

            if (patterns.ValueKind == JsonValueKind.Object)
                foreach (var pattern in patterns.EnumerateObject().Where(p => SchemaSet.Pattern(p.Name).IsMatch(member.Name)))
                {
                    matched = true;
                    Check(path, pattern.Value, member.Value, place);
                }

            if (!matched && schema.TryGetProperty("additionalProperties", out var others)) Check(path, others, member.Value, place);
        }
    }

    void Items(string path, JsonElement schema, JsonElement value, string pointer)
    {
        if (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32()) Report(pointer, $"this must have at least {least} items");
        if (!schema.TryGetProperty("items", out var each)) return;
        var index = 0;
        foreach (var item in value.EnumerateArray()) Check(path, each, item, $"{pointer}/{index++}");
    }

    void Combinations(string path, JsonElement schema, JsonElement value, string pointer)
    {
        if (schema.TryGetProperty("allOf", out var all))
            foreach (var part in all.EnumerateArray()) Check(path, part, value, pointer);
        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(part => Holds(path, part, value))) Report(pointer, "this fits none of the forms that the schema allows");
        if (schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Count(part => Holds(path, part, value)) is not 1 and var count)
            Report(pointer, count == 0 ? "this fits none of the forms of which the schema asks for one" : "this fits several forms of which the schema allows only one");
        if (schema.TryGetProperty("not", out var not) && Holds(path, not, value)) Report(pointer, "this has a form that the schema forbids");
        if (schema.TryGetProperty("if", out var condition) && schema.TryGetProperty(Holds(path, condition, value) ? "then" : "else", out var branch)) Check(path, branch, value, pointer);
    }

    static bool Holds(string path, JsonElement schema, JsonElement value)
    {
        var inner = new SchemaCheck();
        inner.Check(path, schema, value, "");
        return inner._problems.Count == 0;
    }

    static bool IsOfType(JsonElement type, JsonElement value) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => IsOfType(t, value)) : (type.GetString(), value.ValueKind) switch
        {
            ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("null", JsonValueKind.Null) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => double.IsInteger(value.GetDouble()),
            _ => false,
        };

    void Report(string pointer, string sentence)
    {
        if (_problems.Count < MaxProblems) _problems.Add((pointer, sentence));
    }
}
