using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hoplite.Intelligence.Formats.Lists;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>Reads a folder with a feed of MISP: <c>manifest.json</c>, a file for each event, and <c>hashes.csv</c>. Only files that the manifest names by their UUID are opened.</summary>
static class MispFeedReader
{
    /// <summary>Whether a folder holds a feed.</summary>
    public static bool IsFeed(string folder) => File.Exists(Path.Combine(folder, "manifest.json"));

    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static Imported Read(string folder, FormatLimits limits)
    {
        var found = new Gathering(limits);
        if (BoundedFile.TryJson(Path.Combine(folder, "manifest.json"), limits, out var problem) is not { } manifest)
        {
            found.Refuse("manifest.json", problem);
            return found.Close(ImportedKind.MispFeed);
        }

        using (manifest)
        {
            if (manifest.RootElement.ValueKind != JsonValueKind.Object)
            {
                found.Refuse("manifest.json", "a manifest is an object with an entry for each event");
                return found.Close(ImportedKind.MispFeed);
            }

            var listed = Hashes(folder, limits);
            foreach (var entry in manifest.RootElement.EnumerateObject().Take(limits.Files)) Event(folder, entry, listed, found);
            if (manifest.RootElement.EnumerateObject().Count() > limits.Files) found.Refuse("manifest.json", $"there are more than {limits.Files} events");
        }

        return found.Close(ImportedKind.MispFeed);
    }

    static void Event(string folder, JsonProperty entry, HashSet<string>? listed, Gathering found)
    {
        if (!Guid.TryParseExact(entry.Name, "D", out var uuid))
        {
            found.Refuse("manifest.json", $"'{(entry.Name.Length > 60 ? entry.Name[..60] : entry.Name)}' is no UUID");
            return;
        }

        var name = uuid.ToString("D") + ".json";
        if (BoundedFile.TryJson(Path.Combine(folder, name), found.Limits, out var problem) is not { } json)
        {
            found.Refuse(name, problem);
            return;
        }

        using (json)
        {
            var content = json.RootElement.Object("Event") ?? json.RootElement;
            if (!Guid.TryParse(content.Text("uuid"), out var inside) || inside != uuid)
            {
                found.Refuse(name, "the event in it has another UUID than the manifest says");
                return;
            }

            if (entry.Value.Whole("timestamp") is { } promised && content.Whole("timestamp") is { } there && promised > there)
                found.Note(string.Create(CultureInfo.InvariantCulture, $"{name} is older than the manifest says; fetch the feed again"));
            if (listed is not null && content.List("Attribute").Any(a => !a.Truth("deleted") && a.Text("value") is { } value && !HashesOf(value).Any(listed.Contains)))
                found.Tally("events hold values that hashes.csv does not list");
            MispReader.ReadInto(json.RootElement, name + " ", found);
        }
    }

    // Lines of MD5 of a value, comma, UUID of the event.
    static HashSet<string>? Hashes(string folder, FormatLimits limits)
    {
        var path = Path.Combine(folder, "hashes.csv");
        if (!File.Exists(path) || new FileInfo(path).Length > limits.FileBytes) return null;
        using var text = File.OpenText(path);
        return new LineReader(text, limits.LineLength).All().Where(l => l.Line?.IndexOf(',', StringComparison.Ordinal) == 32).Take(limits.Objects).Select(l => l.Line![..32].ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The hashes by which a value is listed: of the whole, or of its parts.</summary>
    internal static IEnumerable<string> HashesOf(string value) => value.Contains('|', StringComparison.Ordinal) ? [Hash(value), .. value.Split('|').Select(Hash)] : [Hash(value)];

#pragma warning disable CA5351 // The format of the feed asks for MD5; nothing is secured by it.
    internal static string Hash(string value) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(value)));
#pragma warning restore CA5351
}
