using System.Globalization;
using System.Text;
using System.Text.Json;
using Hoplite.Intelligence.Formats.Lists;

namespace Hoplite.Intelligence.Formats.Exposure;

/// <summary>Reads scores of EPSS: the daily table, or an answer of the interface of FIRST.</summary>
static class EpssReader
{
    /// <summary>Whether a text is the daily table: a line about the model, then the names of the columns.</summary>
    public static bool IsEpss(ReadOnlySpan<byte> text)
    {
        var head = text[..Math.Min(text.Length, 512)];
        return head.IndexOf("cve,epss,percentile"u8) is >= 0 and var at && (at == 0 || (head[0] == '#' && head[at - 1] == '\n') || (head[0] == '#' && head[at - 1] == '\r'));
    }

    /// <summary>Whether JSON is an answer of the interface.</summary>
    public static bool IsAnswer(JsonElement root) => root.List("data").FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.Member("cve") is not null && first.Member("epss") is not null;

    /// <summary>Reads the daily table.</summary>
    public static Imported Read(ReadOnlyMemory<byte> bytes, FormatLimits limits)
    {
        var found = new Gathering(limits);
        var records = new List<ExposureRecord>();
        using var text = new StreamReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        foreach (var (number, line) in new LineReader(text, limits.LineLength).All())
        {
            if (line is null || line.StartsWith('#') || line.Length == 0 || line.StartsWith("cve,", StringComparison.OrdinalIgnoreCase)) continue;
            var cells = line.Split(',');
            if (cells.Length < 3 || !Take(cells[0], cells[1], cells[2], records)) found.Refuse(string.Create(CultureInfo.InvariantCulture, $"line {number}"), "a line has a CVE number, a score and a percentile, both from 0 to 1");
            if (records.Count >= limits.Objects) break;
        }

        return Close(found, records);
    }

    /// <summary>Reads an answer.</summary>
    public static Imported Read(JsonElement root, FormatLimits limits)
    {
        var found = new Gathering(limits);
        var records = new List<ExposureRecord>();
        foreach (var (number, entry) in root.List("data").Index())
            if (!Take(entry.Text("cve"), entry.Text("epss"), entry.Text("percentile"), records)) found.Refuse(string.Create(CultureInfo.InvariantCulture, $"data[{number}]"), "an entry has a CVE number, a score and a percentile, both from 0 to 1");
        return Close(found, records);
    }

    static Imported Close(Gathering found, List<ExposureRecord> records)
    {
        found.Note(string.Create(CultureInfo.InvariantCulture, $"{records.Count} scores"));
        return found.Close(ImportedKind.Epss) with { Exposures = records };
    }

    static bool Take(string? cve, string? score, string? percentile, List<ExposureRecord> records)
    {
        if (!CveNumber.Is(cve) || Share(score) is not { } likely || Share(percentile) is not { } rank) return false;
        records.Add(new ExposureRecord(CveNumber.Of(cve!)) { Score = likely, Percentile = rank });
        return true;
    }

    static double? Share(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share : null;
}
