using System.Globalization;
using System.Text.Json;
using Hoplite.Intelligence.Patterning;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Stix.Upgrading;

namespace Hoplite.Intelligence.Formats;

/// <summary>Takes over STIX as it is, or makes 2.1 of 2.0.</summary>
static class StixImport
{
    /// <summary>Which STIX some JSON is; null for none.</summary>
    public static ImportedKind? Recognise(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return root.GetArrayLength() > 0 && IsObject(root[0]) ? ImportedKind.Stix : null;
        if (root.Text("type") is "bundle") return root.Text("spec_version") is "2.0" || root.List("objects").Take(1_000).Any(IsOld) ? ImportedKind.Stix20 : ImportedKind.Stix;
        if (root.Member("objects") is { ValueKind: JsonValueKind.Array } && root.Member("type") is null) return ImportedKind.TaxiiEnvelope;
        return IsObject(root) ? IsOld(root) ? ImportedKind.Stix20 : ImportedKind.Stix : null;
    }

    /// <summary>Reads STIX 2.1.</summary>
    public static Imported Read(ReadOnlyMemory<byte> bytes, ImportedKind kind, FormatLimits limits)
    {
        var found = new Gathering(limits);
        var reading = StixReader.Read(bytes);
        for (var i = 0; i < reading.Entries.Count; i++) Take(reading.Entries[i], i, found);
        if (reading.Problem is { } problem) found.Refuse(problem.Path, problem.Message);
        return found.Close(kind);
    }

    /// <summary>Makes 2.1 of STIX 2.0.</summary>
    public static Imported Upgrade(ReadOnlyMemory<byte> bytes, FormatLimits limits)
    {
        var found = new Gathering(limits);
        try
        {
            var index = 0;
            foreach (var made in StixUpgrade.Objects(bytes)) Take(StixReader.ReadObject(JsonSerializer.SerializeToUtf8Bytes(made, Stix.StixJson.Plain)), index++, found);
            found.Note("it was STIX 2.0 and was made into 2.1");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidDataException or InvalidOperationException)
        {
            found.Refuse("", wrong.Message);
        }

        return found.Close(ImportedKind.Stix20);
    }

    static void Take(StixEntry entry, int index, Gathering found)
    {
        var position = string.Create(CultureInfo.InvariantCulture, $"objects[{index}]");
        if (entry.IsAcceptable && entry.Type is "indicator" && PatternProblem(entry) is { } problem)
        {
            found.Refuse(position, problem);
            return;
        }

        if (found.Add(entry, position)) found.Tally(entry.Type + " objects");
    }

    // A pattern that cannot be parsed would never match, and nobody would know.
    static string? PatternProblem(StixEntry entry)
    {
        try
        {
            var indicator = entry.ToObject();
            if (indicator.Text("pattern_type") is "stix" && indicator.Text("pattern") is { } pattern) StixPattern.Parse(pattern, grammarOnly: true);
            return null;
        }
        catch (PatternException wrong)
        {
            return $"the pattern cannot be used: {wrong.Message}";
        }
        catch (JsonException wrong)
        {
            return wrong.Message;
        }
    }

    static bool IsObject(JsonElement json) => json.Text("id")?.Contains("--", StringComparison.Ordinal) == true && json.Text("type") is { Length: > 0 };

    // Observables of 2.1 need no version; whatever has a time of making does.
    static bool IsOld(JsonElement json) => json.Member("created") is not null && json.Text("spec_version") is null or "2.0" && json.Member("created") is not null;
}
