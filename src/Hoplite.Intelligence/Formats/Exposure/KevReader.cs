using System.Globalization;
using System.Text.Json;

namespace Hoplite.Intelligence.Formats.Exposure;

/// <summary>Reads the catalogue of known exploited vulnerabilities of CISA, JSON.</summary>
static class KevReader
{
    /// <summary>Whether JSON is the catalogue.</summary>
    public static bool IsCatalogue(JsonElement root) => root.Member("catalogVersion") is not null && root.Member("vulnerabilities") is { ValueKind: JsonValueKind.Array };

    /// <summary>Reads it.</summary>
    public static Imported Read(JsonElement root, FormatLimits limits)
    {
        var found = new Gathering(limits);
        var records = new List<ExposureRecord>();
        var index = 0;
        foreach (var entry in root.List("vulnerabilities"))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"vulnerabilities[{index++}]");
            if (!CveNumber.Is(entry.Text("cveID")))
            {
                found.Refuse(place, "it has no CVE number");
                continue;
            }

            records.Add(new ExposureRecord(CveNumber.Of(entry.Text("cveID")!))
            {
                KnownExploited = true, Listed = Day(entry, "dateAdded"), Due = Day(entry, "dueDate"), Ransomware = entry.Text("knownRansomwareCampaignUse") is "Known",
                Product = $"{entry.Text("vendorProject")} {entry.Text("product")}".Trim(), Name = entry.Text("vulnerabilityName"), Action = entry.Text("requiredAction"),
            });
            if (records.Count >= limits.Objects) break;
        }

        if (root.Whole("count") is { } promised && promised != index) found.Note(string.Create(CultureInfo.InvariantCulture, $"the catalogue says it has {promised} entries and has {index}"));
        found.Note(string.Create(CultureInfo.InvariantCulture, $"{records.Count} known exploited vulnerabilities, catalogue {root.Text("catalogVersion")}"));
        return found.Close(ImportedKind.Kev) with { Exposures = records };
    }

    static DateOnly? Day(JsonElement entry, string name) => DateOnly.TryParseExact(entry.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
