using System.Text.Json;

namespace Hoplite.Response.OpenC2;

/// <summary>Reads single values strictly; what has another shape is a bad request.</summary>
static class JsonShape
{
    // The last millisecond that a date can have.
    const long LatestInstant = 253_402_300_799_999;

    public static OpenC2Exception Bad(string what) => new(400, $"Validation Error: {what}");

    /// <summary>The members of an object, each of which must be known.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement value, string what, int least = 0)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Bad($"{what} is no object");
        if (value.EnumerateObject().Count() < least) throw Bad($"{what} is empty");
        return value.EnumerateObject();
    }

    public static string Text(JsonElement value, string what, int most = 1024) =>
        value.ValueKind == JsonValueKind.String && Decoded(value, what) is var text && text.Length <= most && !text.Any(char.IsControl) ? text : throw Bad($"{what} is no text of at most {most} letters");

    public static string[] Texts(JsonElement value, string what, int most) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most ? [.. value.EnumerateArray().Select(v => Text(v, what))] : throw Bad($"{what} is no list of at most {most}");

    public static long Number(JsonElement value, string what, long most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 && number <= most ? number : throw Bad($"{what} is no whole number from 0 to {most}");

    public static bool Truth(JsonElement value, string what) => value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw Bad($"{what} is neither true nor false") };

    public static DateTimeOffset Instant(JsonElement value, string what) => DateTimeOffset.FromUnixTimeMilliseconds(Number(value, what, LatestInstant));

    public static TimeSpan Span(JsonElement value, string what) => TimeSpan.FromMilliseconds(Number(value, what, LatestInstant));

    public static T Member<T>(JsonElement value, string what)
        where T : struct, Enum => WireName.Find<T>(Text(value, what, 64)) ?? throw Bad($"{what} {Quote(value)} is not known");

    public static string Hex(JsonElement value, string what, int digits) => Text(value, what, digits) is var text && text.Length == digits && text.All(char.IsAsciiHexDigit) ? text : throw Bad($"{what} is not {digits} hex digits");

    // Only what is harmless in logs and answers is repeated.
    public static string Quote(JsonElement value) => new([.. Decoded(value, "text").Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':' or '.' or '/').Take(40)]);

    public static string Quote(string name) => new([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':' or '.' or '/').Take(40)]);

    static string Decoded(JsonElement value, string what)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Bad($"{what} is no text of Unicode");
        }
    }
}
