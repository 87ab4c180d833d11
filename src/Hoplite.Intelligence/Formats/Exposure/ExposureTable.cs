using System.Collections.Frozen;

namespace Hoplite.Intelligence.Formats.Exposure;

/// <summary>What all catalogues together say of vulnerabilities, by CVE number.</summary>
public sealed class ExposureTable
{
    readonly FrozenDictionary<string, ExposureRecord> _records;

    ExposureTable(Dictionary<string, ExposureRecord> records)
    {
        _records = records.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        Aliases = records.Values.SelectMany(r => r.Aliases.Select(a => (Alias: a, r.Cve))).DistinctBy(a => a.Alias, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(a => a.Alias, a => a.Cve, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>How many vulnerabilities there are.</summary>
    public int Count => _records.Count;

    /// <summary>All of them.</summary>
    public IEnumerable<ExposureRecord> All => _records.Values;

    FrozenDictionary<string, string> Aliases { get; }

    /// <summary>What is known of a vulnerability by its CVE number or another name of it; null for nothing.</summary>
    public ExposureRecord? Find(string cve) => _records.GetValueOrDefault(cve) ?? (Aliases.TryGetValue(cve, out var known) ? _records.GetValueOrDefault(known) : null);

    /// <summary>Joins records of several catalogues; of two that say different things the first counts.</summary>
    public static ExposureTable Join(IEnumerable<ExposureRecord> records)
    {
        var joined = new Dictionary<string, ExposureRecord>(StringComparer.OrdinalIgnoreCase);
        foreach (var record in records)
            joined[record.Cve] = joined.TryGetValue(record.Cve, out var before) ? Join(before, record) : record;
        return new ExposureTable(joined);
    }

    static ExposureRecord Join(ExposureRecord first, ExposureRecord second) => first with
    {
        KnownExploited = first.KnownExploited || second.KnownExploited, Ransomware = first.Ransomware || second.Ransomware,
        Listed = first.Listed ?? second.Listed, Due = first.Due ?? second.Due, Product = first.Product ?? second.Product, Name = first.Name ?? second.Name, Action = first.Action ?? second.Action,
        Score = first.Score ?? second.Score, Percentile = first.Percentile ?? second.Percentile,
        Packages = second.Packages.Count == 0 ? first.Packages : [.. first.Packages, .. second.Packages],
        Aliases = [.. first.Aliases.Union(second.Aliases, StringComparer.OrdinalIgnoreCase)],
    };
}
