using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Agents.Answers;

/// <summary>One word of a closed list, letter for letter.</summary>
/// <param name="Words">The list.</param>
public sealed record AnswerWord(ImmutableArray<string> Words) : AnswerSchema
{
    /// <inheritdoc />
    public override AnswerSchema WithWords(Func<string, string> change) => this with { Words = [.. Words.Select(change)] };

    private protected override JsonObject Form() => new() { ["type"] = "string", ["enum"] = new JsonArray([.. Words.Select(w => (JsonNode)w)]) };

    internal override string? Fault(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String && Words.Any(w => value.ValueEquals(w)) ? null : $"{place} is none of the words offered";
}

/// <summary>Free text of bounded length.</summary>
/// <param name="Longest">How many UTF-16 units it may have.</param>
public sealed record AnswerText(int Longest) : AnswerSchema
{
    /// <inheritdoc />
    public override AnswerSchema WithWords(Func<string, string> change) => this;

    private protected override JsonObject Form() => new() { ["type"] = "string", ["maxLength"] = Longest };

    internal override string? Fault(JsonElement value, string place) =>
        value.ValueKind != JsonValueKind.String ? $"{place} is no text" : value.GetString()!.Length > Longest ? $"{place} is too long" : null;
}

/// <summary>A whole number between bounds.</summary>
/// <param name="Least">The lower bound.</param>
/// <param name="Most">The upper bound.</param>
public sealed record AnswerInteger(long Least, long Most) : AnswerSchema
{
    /// <inheritdoc />
    public override AnswerSchema WithWords(Func<string, string> change) => this;

    private protected override JsonObject Form() => new() { ["type"] = "integer", ["minimum"] = Least, ["maximum"] = Most };

    internal override string? Fault(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= Least && number <= Most ? null : $"{place} is no whole number within its bounds";
}

/// <summary>A number between bounds.</summary>
/// <param name="Least">The lower bound.</param>
/// <param name="Most">The upper bound.</param>
public sealed record AnswerNumber(double Least, double Most) : AnswerSchema
{
    /// <inheritdoc />
    public override AnswerSchema WithWords(Func<string, string> change) => this;

    private protected override JsonObject Form() => new() { ["type"] = "number", ["minimum"] = Least, ["maximum"] = Most };

    internal override string? Fault(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= Least && number <= Most ? null : $"{place} is no number within its bounds";
}

/// <summary>Yes or no.</summary>
public sealed record AnswerBoolean : AnswerSchema
{
    /// <inheritdoc />
    public override AnswerSchema WithWords(Func<string, string> change) => this;

    private protected override JsonObject Form() => new() { ["type"] = "boolean" };

    internal override string? Fault(JsonElement value, string place) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{place} is neither true nor false";
}
