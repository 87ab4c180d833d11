using System.Text.Json;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.Evtx;

public sealed class EvtxOracleTests
{
    [Theory]
    [InlineData("evtx")]
    [InlineData("sigma/regression_data")]
    public void Every_recorded_log_yields_what_libevtx_reads(string folder)
    {
        LibEvtx.Require();
        var differences = new List<string>();
        var compared = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.Require(folder), "*.evtx", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(path);
            var ours = ReadEvtx.Of(path).Events.Where(e => e["hoplite.recovered"] is null).ToLookup(e => e.RecordId);
            var theirs = LibEvtx.Events(path);
            if (theirs.Count != ours.Sum(g => g.Count())) differences.Add($"{name}: {theirs.Count} records, ours {ours.Sum(g => g.Count())}");
            foreach (var group in theirs.Select(e => LibEvtx.Fields(e).Order(StringComparer.Ordinal).ToArray()).GroupBy(RecordId))
            {
                foreach (var (want, have) in group.Zip(ours[group.Key].Select(Fields)))
                {
                    compared++;
                    if (!want.SequenceEqual(have)) differences.Add($"{name} {group.Key}: {string.Join(" | ", want.Except(have))} <> {string.Join(" | ", have.Except(want))}");
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(20)));
        Assert.True(compared > 200);
    }

    [Fact]
    public void The_regression_logs_hold_what_their_json_says()
    {
        var differences = new List<string>();
        foreach (var path in Directory.EnumerateFiles(SharedData.Require("sigma/regression_data"), "*.json", SearchOption.AllDirectories))
        {
            var events = ReadEvtx.Of(Path.ChangeExtension(path, ".evtx")).Events.ToLookup(e => e.RecordId);
            foreach (var json in Documents(path))
            {
                var root = json.GetProperty("Event");
                var system = root.GetProperty("System");
                var e = events[system.GetProperty("EventRecordID").GetInt64()].Single(e => e["hoplite.recovered"] is null);
                if (e["EventID"] != Number(system.GetProperty("EventID"))) differences.Add($"{path}: EventID");
                if (e["Channel"] != system.GetProperty("Channel").GetString()) differences.Add($"{path}: Channel");
                if (!root.TryGetProperty("EventData", out var data) || data.ValueKind != JsonValueKind.Object) continue;
                foreach (var property in data.EnumerateObject())
                {
                    // The renderer took blanks off the ends of values and the braces off GUIDs; one value differs in case.
                    if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) continue;
                    var want = property.Value.ToString().Trim().ReplaceLineEndings("\n");
                    var have = e[property.Name.Replace(" ", "", StringComparison.Ordinal)]?.Trim().ReplaceLineEndings("\n");
                    if (Guid.TryParse(have, out var guid)) have = guid.ToString("D").ToUpperInvariant();
                    if (Guid.TryParse(want, out guid)) want = guid.ToString("D").ToUpperInvariant();
                    if (have?.EndsWith('Z') == true && want.EndsWith('Z')) (have, want) = (have[..19], want[..19]);
                    if (!want.Equals(have, StringComparison.OrdinalIgnoreCase)) differences.Add($"{Path.GetFileName(path)} {property.Name}: {want} <> {have}");
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(20)));
    }

    static string Number(JsonElement e) => e.ValueKind == JsonValueKind.Object ? e.GetProperty("#text").ToString() : e.ToString();

    static long RecordId(string[] fields) =>
        long.Parse(fields.First(f => f.StartsWith("EventRecordID=", StringComparison.Ordinal))["EventRecordID=".Length..], System.Globalization.CultureInfo.InvariantCulture);

    static string[] Fields(EventRecord e) => [.. e.Fields.Select(f => LibEvtx.Normal(f.Key, f.Value)).Order(StringComparer.Ordinal)];

    static List<JsonElement> Documents(string path)
    {
        var reader = new Utf8JsonReader(File.ReadAllBytes(path).AsSpan().TrimStart("\uFEFF"u8), new JsonReaderOptions { AllowMultipleValues = true });
        var documents = new List<JsonElement>();
        while (reader.Read())
        {
            var document = JsonElement.ParseValue(ref reader);
            if (document.ValueKind == JsonValueKind.Array) documents.AddRange(document.EnumerateArray());
            else documents.Add(document);
        }

        return documents;
    }
}
