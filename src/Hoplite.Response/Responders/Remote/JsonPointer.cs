using System.Globalization;
using System.Text.Json.Nodes;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Finds a value in JSON (RFC 6901).</summary>
static class JsonPointer
{
    /// <summary>Whether a text is a pointer.</summary>
    public static bool IsPointer(string text) => text.Length == 0 || text[0] == '/';

    /// <summary>The value, as text; null when there is none.</summary>
    public static string? Find(JsonNode? from, string pointer)
    {
        var at = from;
        foreach (var part in pointer.Length == 0 ? [] : pointer[1..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject named => named[name],
                JsonArray list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return at is JsonValue value ? value.GetValueKind() switch { System.Text.Json.JsonValueKind.True => "true", System.Text.Json.JsonValueKind.False => "false", _ => value.ToString() } : null;
    }
}
