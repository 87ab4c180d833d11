using System.Globalization;
using System.Text.Json;

namespace Hoplite.Intelligence.Formats;

/// <summary>Reads JSON of others, in which a number may be a text and a truth a number.</summary>
static class JsonReads
{
    extension(JsonElement json)
    {
        /// <summary>A member; null where it is missing or this is no object.</summary>
        public JsonElement? Member(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        /// <summary>A member that is an object.</summary>
        public JsonElement? Object(string name) => json.Member(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

        /// <summary>The items of a member; empty where it is no list.</summary>
        public IEnumerable<JsonElement> List(string name) => json.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

        /// <summary>Texts among the items of a member.</summary>
        public IEnumerable<string> Texts(string name) => json.List(name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!);

        /// <summary>A member that is a text or a number, as text.</summary>
        public string? Text(string name) => json.Member(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

        /// <summary>A member that is a whole number, or a text of one.</summary>
        public long? Whole(string name) => long.TryParse(json.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

        /// <summary>A member that is a number, or a text of one.</summary>
        public double? Real(string name) => double.TryParse(json.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null;

        /// <summary>Whether a member is true, 1 or a text of these.</summary>
        public bool Truth(string name) => json.Member(name) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.Number or JsonValueKind.String } value => (value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()) is "1" or "true" or "True",
            _ => false,
        };

        /// <summary>A member that is a time: RFC 3339, a date, or seconds since 1970.</summary>
        public DateTimeOffset? Time(string name)
        {
            if (json.Text(name) is not { Length: > 0 and <= 64 } text) return null;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
        }
    }
}
