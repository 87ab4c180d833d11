using System.Text.Json;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>Tells what a stored indicator names.</summary>
static class IndicatorThings
{
    /// <summary>The things; none for an object that is no indicator, or whose pattern is not one of STIX.</summary>
    public static IReadOnlyList<Named> Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (Text(root, "type") != "indicator" || Text(root, "pattern_type") != "stix" || Text(root, "pattern") is not { } pattern) return [];
        try
        {
            return PatternNames.Of(pattern) ?? [new Named(NamedKind.Pattern, pattern)];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>A text of an object; null when it has none.</summary>
    public static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
