using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>Writes events as a folder that MISP takes as a feed.</summary>
public static class MispFeedWriter
{
    /// <summary>Writes the files; the manifest last, so that a reader in between sees the old one.</summary>
    /// <param name="folder">Where; made when it is not there.</param>
    /// <param name="events">Events of <see cref="MispWriter"/>.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<JsonObject> events)
    {
        Directory.CreateDirectory(folder);
        var (manifest, hashes) = (new JsonObject(), new StringBuilder());
        foreach (var one in events)
        {
            var content = one["Event"]!.AsObject();
            var uuid = (string)content["uuid"]!;
            File.WriteAllText(Path.Combine(folder, uuid + ".json"), one.ToJsonString(StixJson.Plain));
            var entry = new JsonObject();
            foreach (var name in new[] { "info", "date", "timestamp", "analysis", "threat_level_id", "Orgc", "Tag" })
                if (content[name] is { } value) entry[name] = value.DeepClone();
            manifest[uuid] = entry;
            foreach (var attribute in content["Attribute"]!.AsArray())
                foreach (var part in ((string)attribute!["value"]!).Split('|')) hashes.Append(MispFeedReader.Hash(part)).Append(',').Append(uuid).Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, "hashes.csv"), hashes.ToString());
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest.ToJsonString(StixJson.Plain));
    }
}
