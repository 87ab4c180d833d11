using System.Globalization;
using System.Text.Json;

namespace Hoplite.Intelligence.Formats.Exposure;

/// <summary>Reads vulnerabilities in the format of OSV: one, a list of them, or an answer of the interface.</summary>
static class OsvReader
{
    const int MostOfOne = 100_000;

    /// <summary>Whether JSON is of that format.</summary>
    public static bool IsOsv(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.GetArrayLength() > 0 && IsOne(root[0]),
        JsonValueKind.Object => IsOne(root) || (root.List("vulns").FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && IsOne(first)),
        _ => false,
    };

    /// <summary>Reads all of them.</summary>
    public static Imported Read(JsonElement root, FormatLimits limits)
    {
        var found = new Gathering(limits);
        var records = new List<ExposureRecord>();
        IEnumerable<JsonElement> all = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : IsOne(root) ? [root] : root.List("vulns");
        foreach (var (number, one) in all.Index())
        {
            if (one.Text("id") is not { Length: > 0 and <= 200 } id) found.Refuse(string.Create(CultureInfo.InvariantCulture, $"[{number}]"), "a vulnerability has an id");
            else if (one.Member("withdrawn") is not null) found.Tally("withdrawn vulnerabilities were passed over");
            else if (records.Count < limits.Objects) records.AddRange(Records(one, id));
        }

        found.Note(string.Create(CultureInfo.InvariantCulture, $"{records.Count} vulnerabilities"));
        return found.Close(ImportedKind.Osv) with { Exposures = records };
    }

    static bool IsOne(JsonElement one) => one.Text("id") is not null && one.Text("modified") is not null && one.Member("type") is null && (one.Member("affected") is { ValueKind: JsonValueKind.Array } || one.Member("schema_version") is not null);

    // A report of a distribution may cover several numbers, each of which is looked up on its own.
    static IEnumerable<ExposureRecord> Records(JsonElement one, string id)
    {
        string[] names = [id, .. one.Texts("aliases").Take(1_000), .. one.Texts("upstream").Take(1_000)];
        var cves = names.Where(CveNumber.Is).Select(CveNumber.Of).Distinct(StringComparer.Ordinal).ToArray();
        AffectedPackage[] packages = [.. one.List("affected").Take(MostOfOne).Select(Package).OfType<AffectedPackage>()];
        foreach (var cve in cves.Length > 0 ? cves : [id])
            yield return new ExposureRecord(cve) { Name = one.Text("summary"), Packages = packages, Aliases = cves.Length > 1 ? [] : [.. names.Where(n => !n.Equals(cve, StringComparison.OrdinalIgnoreCase))] };
    }

    static AffectedPackage? Package(JsonElement affected)
    {
        if (affected.Object("package") is not { } package || package.Text("name") is not { Length: > 0 } name) return null;
        return new AffectedPackage(package.Text("ecosystem") ?? "", name, [.. affected.Texts("versions").Take(MostOfOne)], [.. affected.List("ranges").Take(MostOfOne).SelectMany(Ranges)]);
    }

    // Events stand in the order of versions: each introduction lasts to the next end.
    static IEnumerable<AffectedRange> Ranges(JsonElement range)
    {
        string? introduced = null;
        foreach (var at in range.List("events").Take(MostOfOne))
        {
            if (at.Text("introduced") is { } start)
            {
                if (introduced is not null) yield return new AffectedRange(introduced, null, null);
                introduced = start;
            }
            else if (introduced is not null && (at.Text("fixed") ?? at.Text("last_affected")) is not null)
            {
                yield return new AffectedRange(introduced, at.Text("fixed"), at.Text("last_affected"));
                introduced = null;
            }
        }

        if (introduced is not null) yield return new AffectedRange(introduced, null, null);
    }
}
