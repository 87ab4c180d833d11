using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hoplite.Guard.Transparency;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Intelligence.Formats.Incidents;

/// <summary>
/// What of a playbook of one's own may leave the house: its way and its commands. Addresses, keys and accounts of those who carry it out do not, nor do the values of
/// its variables, nor signatures, which would not hold any more; and a playbook that names a victim or an inside address in any other place stays whole.
/// </summary>
static partial class PlaybookDisclosure
{
    const int Largest = 512 << 10;

    static readonly string[] Kept =
    [
        "type", "spec_version", "id", "name", "description", "playbook_types", "playbook_activities", "playbook_processing_summary", "created_by", "created", "modified", "revoked", "valid_from", "valid_until",
        "priority", "severity", "impact", "industry_sectors", "labels", "playbook_variables", "workflow_start", "workflow_exception", "workflow", "agent_definitions", "target_definitions", "extension_definitions",
    ];

    // Of whom and what a command goes to, its kind and its name in the playbook are enough to fill in one's own.
    static readonly string[] KeptOfParties = ["type", "name", "description", "category", "sector"];

    /// <summary>The part that may leave; null when it has to stay.</summary>
    /// <param name="json">The playbook.</param>
    /// <param name="victims">What must not be in it, in small letters.</param>
    /// <exception cref="InvalidDataException">It is no JSON object with an id, or larger than 512 KiB.</exception>
    public static JsonObject? Of(string json, IReadOnlySet<string> victims)
    {
        if (Encoding.UTF8.GetByteCount(json) > Largest) throw new InvalidDataException($"the playbook is larger than {Largest >> 10} KiB");
        JsonObject? whole;
        try
        {
            whole = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = CanonicalJson.MaxDepth, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException("the playbook cannot be read: " + wrong.Message, wrong);
        }

        if (whole?["id"] is not JsonValue id || !id.TryGetValue<string>(out _)) throw new InvalidDataException("the playbook has no id");
        var part = new JsonObject();
        foreach (var name in Kept)
            if (whole[name] is { } value) part[name] = value.DeepClone();
        foreach (var group in (string[])["agent_definitions", "target_definitions"])
            if (part[group] is JsonObject parties) part[group] = new JsonObject(parties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Party(p.Value))));
        if (part["playbook_variables"] is JsonObject variables)
            foreach (var variable in variables.Select(v => v.Value).OfType<JsonObject>())
                if (variable["value"] is not JsonValue value || !value.TryGetValue<string>(out var text) || !IsPlain(text)) variable.Remove("value");
        return Texts(part).Any(t => Tells(t, victims)) ? null : part;
    }

    static bool IsPlain(string value) => value is "" or "true" or "false" || (value.Length <= 9 && value.All(char.IsAsciiDigit));

    static JsonObject Party(JsonNode? party) => new((party as JsonObject ?? []).Where(p => KeptOfParties.Contains(p.Key, StringComparer.Ordinal)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

    static bool Tells(string text, IReadOnlySet<string> victims) =>
        Words().EnumerateMatches(text) is var words && Any(words, text, w => victims.Contains(w)) || Addresses().Matches(text).Any(m => IPAddress.TryParse(m.Value, out _) && !EntityExtractor.IsPublic(m.Value));

    static bool Any(Regex.ValueMatchEnumerator matches, string text, Func<string, bool> holds)
    {
        foreach (var match in matches)
            if (text.AsSpan(match.Index, match.Length).Trim('.').ToString().ToLowerInvariant() is var word && (holds(word) || word.Split('.').Any(holds))) return true;
        return false;
    }

    // Names and values alike, and what is packed inside.
    static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Texts(p.Value).Prepend(p.Key)),
        JsonArray a => a.SelectMany(Texts),
        JsonValue v when v.TryGetValue<string>(out var text) => Unpacked(text) is { } inside ? [text, inside] : [text],
        _ => [],
    };

    static string? Unpacked(string text)
    {
        if (text.Length < 8 || text.Length % 4 != 0) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    [GeneratedRegex(@"[\p{L}\p{N}_.@$:-]+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Words();

    [GeneratedRegex(@"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Addresses();
}
