using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Agents.Answers;

/// <summary>What an answer of a model may look like: the small part of JSON Schema in which everything is bounded. A closed union that prints back to JSON Schema.</summary>
public abstract record AnswerSchema
{
    private protected AnswerSchema()
    {
    }

    /// <summary>Reads a JSON schema.</summary>
    /// <exception cref="ArgumentException">It uses a keyword that this part of JSON Schema has not.</exception>
    public static AnswerSchema Read(JsonElement schema) => AnswerSchemaReader.Read(schema);

    /// <summary>Where a value breaks the schema; null when it does not.</summary>
    /// <returns>A place in the schema and a reason; never a text out of the value.</returns>
    public string? Fault(JsonElement value) => Fault(value, "$");

    /// <summary>What it means, for the model.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON schema.</summary>
    public JsonObject ToJson()
    {
        var form = Form();
        if (Description is not null) form["description"] = Description;
        return form;
    }

    /// <summary>The same schema with other words in its enumerations.</summary>
    public abstract AnswerSchema WithWords(Func<string, string> change);

    private protected abstract JsonObject Form();

    internal abstract string? Fault(JsonElement value, string place);
}

/// <summary>An object with these fields and no others.</summary>
/// <param name="Fields">The fields.</param>
public sealed record AnswerObject(ImmutableArray<AnswerField> Fields) : AnswerSchema
{
    /// <inheritdoc />
    public override AnswerSchema WithWords(Func<string, string> change) => this with { Fields = [.. Fields.Select(f => f with { Schema = f.Schema.WithWords(change) })] };

    private protected override JsonObject Form() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(Fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Schema.ToJson()))),
        ["required"] = new JsonArray([.. Fields.Where(f => f.Required).Select(f => (JsonNode)f.Name)]),
        ["additionalProperties"] = false,
    };

    internal override string? Fault(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object) return $"{place} is no object";
        foreach (var member in value.EnumerateObject())
        {
            var field = Fields.FirstOrDefault(f => member.NameEquals(f.Name));
            if (field is null) return $"{place} has a field that was not asked for";
            if (field.Schema.Fault(member.Value, $"{place}.{field.Name}") is { } fault) return fault;
        }

        return Fields.FirstOrDefault(f => f.Required && !value.TryGetProperty(f.Name, out _)) is { } missing ? $"{place}.{missing.Name} is missing" : null;
    }
}

/// <summary>A field of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">What it holds.</param>
/// <param name="Required">Whether it must be there.</param>
public sealed record AnswerField(string Name, AnswerSchema Schema, bool Required = true);

/// <summary>A list.</summary>
/// <param name="Items">What it holds.</param>
/// <param name="Most">How many of them at most.</param>
/// <param name="Least">How many at least.</param>
public sealed record AnswerArray(AnswerSchema Items, int Most, int Least = 0) : AnswerSchema
{
    /// <inheritdoc />
    public override AnswerSchema WithWords(Func<string, string> change) => this with { Items = Items.WithWords(change) };

    private protected override JsonObject Form() => new() { ["type"] = "array", ["items"] = Items.ToJson(), ["minItems"] = Least, ["maxItems"] = Most };

    internal override string? Fault(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Array) return $"{place} is no list";
        if (value.GetArrayLength() is var length && (length > Most || length < Least)) return $"{place} has too many or too few items";
        foreach (var item in value.EnumerateArray())
            if (Items.Fault(item, place + "[]") is { } fault) return fault;
        return null;
    }
}
