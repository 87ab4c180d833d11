using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Reading;

/// <summary>Whether the value a reader stands on may be a value of a property.</summary>
static class LenientValues
{
    /// <summary>What is wrong with it; null if nothing is.</summary>
    public static string? Wrong(ref Utf8JsonReader reader, PropertySpec spec)
    {
        var token = reader.TokenType;
        switch (spec.Kind)
        {
            case PropertyKind.Any:
                return token == JsonTokenType.Null ? "is null; leave it out" : null;
            case PropertyKind.Time or PropertyKind.MillisecondTime:
                return token == JsonTokenType.String && !reader.ValueIsEscaped && StixTime.IsTime(reader.ValueSpan) ? null : "is no timestamp; write it like 2026-01-31T12:00:00.000Z";
            case PropertyKind.Identifier:
                return IsId(ref reader) ? null : "is no identifier; write type--UUID";
            case PropertyKind.Reference:
                return IsId(ref reader) ? Target(ref reader, spec) : "is no identifier; write type--UUID";
            case PropertyKind.Integer:
                return token == JsonTokenType.Number && reader.TryGetInt64(out var whole) && whole >= spec.Least && whole <= spec.Most ? null : Range(spec, "whole number");
            case PropertyKind.Number:
                return token == JsonTokenType.Number && reader.TryGetDouble(out var number) && number >= spec.Least && number <= spec.Most ? null : Range(spec, "number");
            case PropertyKind.Flag:
                return token is JsonTokenType.True or JsonTokenType.False ? null : "is neither true nor false";
            case PropertyKind.Part or PropertyKind.Dictionary or PropertyKind.Hashes or PropertyKind.Extensions or PropertyKind.Observables or PropertyKind.StartupInfo:
                return token == JsonTokenType.StartObject ? null : "is no object; put its members into { }";
            case PropertyKind.OneOf:
                return token == JsonTokenType.String && OneOf(ref reader, spec) ? null : $"is none of {string.Join(", ", spec.Words)}";
            default:
                return token == JsonTokenType.String ? null : "is no text; put it into quotes";
        }
    }

    /// <summary>The text a reader stands on; null if it has none, such as half a surrogate.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static bool IsId(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && StixId.IsId(reader.ValueSpan);

    static bool OneOf(ref Utf8JsonReader reader, PropertySpec spec)
    {
        foreach (var word in spec.Words)
            if (reader.ValueTextEquals(word)) return true;
        return false;
    }

    static string? Target(ref Utf8JsonReader reader, PropertySpec spec)
    {
        if (spec.Words.Count == 0) return null;
        var type = reader.ValueSpan[..^38];
        foreach (var word in spec.Words)
        {
            if (!Same(type, word)) continue;
            return spec.Excludes ? $"points to a {word}, which it must not" : null;
        }

        return spec.Excludes ? null : $"points to another type; it must be {string.Join(" or ", spec.Words)}";
    }

    static bool Same(ReadOnlySpan<byte> type, string word) => type.Length == word.Length && System.Text.Ascii.Equals(type, word);

    static string Range(PropertySpec spec, string what) =>
        double.IsNegativeInfinity(spec.Least) ? $"is no {what}" : $"is no {what} from {spec.Least}{(double.IsPositiveInfinity(spec.Most) ? "" : $" to {spec.Most}")}";
}
