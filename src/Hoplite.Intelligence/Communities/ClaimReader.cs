using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Communities;

/// <summary>Says what an object claims: an indicator that what it names is bad, an opinion that it is not. Every other object claims nothing.</summary>
/// <param name="names">What a pattern names, when it is no more than a list of things; null when it takes the whole pattern to say; throws <see cref="FormatException"/> when it is none.</param>
public sealed class ClaimReader(Func<string, IReadOnlyList<Named>?> names)
{
    const int MostNamed = 1_000;

    /// <summary>The claims of an object.</summary>
    /// <param name="signed">The object.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="patternOf">The pattern of an indicator by its id.</param>
    public IReadOnlyList<Claim> Read(SignedObject signed, DateTimeOffset now, Func<string, string?> patternOf)
    {
        switch ((string?)signed.Node["type"])
        {
            case "indicator" when (string?)signed.Node["pattern_type"] == "stix" && (string?)signed.Node["pattern"] is { } pattern:
                var until = Until(signed.Node);
                return until <= now ? [] : [.. Names(pattern).Select(n => new Claim(signed.Author.Identity, n, IsBad: true, now, signed.Id, until, Confidence(signed.Node)))];
            case "opinion" when (string?)signed.Node["opinion"] is "strongly-disagree" or "disagree" && signed.Node["object_refs"] is JsonArray about:
                return [.. about.Select(a => (string?)a).OfType<string>().Select(patternOf).OfType<string>().SelectMany(Names).Distinct().Take(MostNamed)
                    .Select(n => new Claim(signed.Author.Identity, n, IsBad: false, now, signed.Id))];
            default:
                return [];
        }
    }

    internal static string? Pattern(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String ? pattern.GetString() : null;
    }

    IReadOnlyList<Named> Names(string pattern)
    {
        try
        {
            return names(pattern) is { } simple ? [.. simple.Distinct().Take(MostNamed)] : [new Named(NamedKind.Pattern, pattern)];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    static int Confidence(JsonObject node) => node["confidence"] is JsonValue value && value.TryGetValue<int>(out var confidence) ? Math.Clamp(confidence, 0, 100) : 100;

    static DateTimeOffset? Until(JsonObject node) =>
        (string?)node["valid_until"] is { } until && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
