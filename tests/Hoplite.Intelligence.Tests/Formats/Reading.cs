using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Lists;

namespace Hoplite.Intelligence.Tests.Formats;

/// <summary>Reads texts as files.</summary>
static class Reading
{
    public static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static Imported Of(string text, ListOptions? list = null, FormatLimits? limits = null) => IntelligenceReader.Read(Encoding.UTF8.GetBytes(text), Day, list, limits);

    public static JsonObject[] Objects(this Imported imported, string type) =>
        [.. imported.Objects.Select(o => JsonNode.Parse(o.Span)!.AsObject()).Where(o => (string)o["type"]! == type)];

    public static string[] Patterns(this Imported imported) => [.. imported.Objects("indicator").Select(i => (string)i["pattern"]!)];
}
