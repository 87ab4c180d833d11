using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats.Incidents;

/// <summary>Playbooks inside a course of action, by the extension of OASIS for security playbooks.</summary>
public static class PlaybookExtension
{
    /// <summary>The extension.</summary>
    public const string Id = "extension-definition--1e1c1bd7-c527-4215-8e18-e199e74da57c";

    const int Largest = 512 << 10;

    /// <summary>The own properties of a course of action that carries a playbook.</summary>
    /// <param name="json">A playbook of CACAO.</param>
    /// <param name="creator">Who shares it, for a playbook that names nobody.</param>
    /// <param name="created">When the incident began.</param>
    /// <param name="modified">When this version was made.</param>
    /// <exception cref="InvalidDataException">It is no JSON object with an id, or larger than 512 KiB.</exception>
    internal static JsonObject CourseOfAction(string json, string creator, DateTimeOffset created, DateTimeOffset modified)
    {
        if (Encoding.UTF8.GetByteCount(json) > Largest) throw new InvalidDataException($"the playbook is larger than {Largest >> 10} KiB");
        if (BoundedFile.TryJson(Encoding.UTF8.GetBytes(json), out var problem) is not { } document) throw new InvalidDataException($"the playbook cannot be read: {problem}");
        using (document)
        {
            var root = document.RootElement;
            if (root.Text("id") is not { Length: > 0 } id) throw new InvalidDataException("the playbook has no id");
            var carried = new JsonObject
            {
                ["extension_type"] = "property-extension", ["playbook_id"] = id, ["created"] = Time(root, "created", created), ["modified"] = Time(root, "modified", modified),
                ["playbook_creator"] = root.Text("created_by") ?? creator, ["playbook_creation_time"] = Time(root, "created", created), ["playbook_standard"] = "cacao", ["playbook_abstraction"] = "template",
                ["playbook_base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(json)),
            };
            if (root.Texts("playbook_types").ToArray() is { Length: > 0 } types) carried["playbook_type"] = new JsonArray([.. types.Select(t => (JsonNode)t)]);
            return new JsonObject { ["name"] = root.Text("name") ?? "Playbook", ["extensions"] = new JsonObject { [Id] = carried } };
        }
    }

    /// <summary>The id of the playbook in such properties.</summary>
    internal static string IdOf(JsonObject properties) => (string)properties["extensions"]![Id]!["playbook_id"]!;

    /// <summary>The playbook a course of action carries, as it was; null for none.</summary>
    public static string? Read(StixObject action)
    {
        if (action.Extensions?.Object(Id)?.Text("playbook_base64") is not { Length: <= Largest * 2 } packed) return null;
        var bytes = new byte[packed.Length];
        return Convert.TryFromBase64String(packed, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    static string Time(JsonElement root, string name, DateTimeOffset otherwise) => StixTime.TryParse(root.Text(name), out var time) ? time.Text : StixTime.Write(otherwise);
}
