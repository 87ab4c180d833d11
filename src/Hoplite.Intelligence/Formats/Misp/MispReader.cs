using System.Text.Json;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>Reads events of MISP: one, a list of them, or the answer of a search.</summary>
static class MispReader
{
    /// <summary>Whether JSON looks like an event or several.</summary>
    public static bool IsEvent(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Object => root.Object("Event") is not null || root.Member("response") is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } || (root.Member("uuid") is not null && root.Member("info") is not null && root.Member("Attribute") is not null),
        JsonValueKind.Array => root.GetArrayLength() > 0 && root[0].Object("Event") is not null,
        _ => false,
    };

    /// <summary>Reads all of them.</summary>
    public static Imported Read(JsonElement root, FormatLimits limits)
    {
        var found = new Gathering(limits);
        ReadInto(root, "", found);
        return found.Close(ImportedKind.MispEvent);
    }

    /// <summary>Reads all of them into what is there.</summary>
    public static void ReadInto(JsonElement root, string prefix, Gathering found)
    {
        if (root.ValueKind == JsonValueKind.Object && root.Member("response") is { } response) root = response;
        if (root.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in root.EnumerateArray())
            {
                new MispEventReader(item.Object("Event") ?? item, $"{prefix}Event[{index++}]", found).Read();
                if (!found.IsFull) continue;
                found.Refuse(prefix, $"there are more than {found.Limits.Objects} objects; import the events in parts");
                return;
            }

            return;
        }

        new MispEventReader(root.Object("Event") ?? root, prefix + "Event", found).Read();
    }
}
