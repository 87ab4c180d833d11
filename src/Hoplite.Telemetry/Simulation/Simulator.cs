using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hoplite.Telemetry.Simulation;

/// <summary>Turns a scenario into log files, the same ones every time.</summary>
/// <param name="scenario">The scenario.</param>
public sealed class Simulator(Scenario scenario)
{
    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What these sources write as numbers, not as text.
    static readonly HashSet<string> Numbers = ["EventID", "ts", "id.orig_p", "id.resp_p", "orig_bytes", "resp_bytes", "duration"];

    /// <summary>Writes the logs into a folder.</summary>
    /// <param name="folder">The folder; files in it are replaced.</param>
    /// <param name="scale">How many times the background happens.</param>
    /// <returns>The number of events written.</returns>
    public long Write(string folder, int scale = 1)
    {
        long written = 0;
        foreach (var file in scenario.Background.Concat(scenario.Intrusion).Select(e => e.File).Distinct(StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new BufferedStream(File.Create(path), 1 << 16);
            written += Write(file, stream, scale);
        }

        // Formats without a year take it from the file.
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(path, scenario.Start.ToUniversalTime().AddHours(scenario.Hours));
        return written;
    }

    long Write(string file, Stream target, int scale)
    {
        // Each log has its own chance, so that a change of one does not change the others.
        var random = new Random(scenario.Seed ^ StableHash(file));
        var start = scenario.Start.ToUniversalTime();
        var once = scenario.Intrusion.Where(e => e.File == file)
            .SelectMany(e => Enumerable.Range(0, e.Times).Select(i => (Time: start + e.At + TimeSpan.FromSeconds(e.Every * i), Event: e))).OrderBy(p => p.Time).ToArray();
        var all = scenario.Background.Where(e => e.File == file).ToArray();
        long written = 0;
        for (var hour = 0; hour < scenario.Hours; hour++)
        {
            var from = start.AddHours(hour);
            var events = all.SelectMany(e => Enumerable.Range(0, e.PerHour * scale).Select(_ => (Time: from.AddMilliseconds(random.Next(3_600_000)), Event: e)))
                .Concat(once.Where(p => p.Time >= from && p.Time < from.AddHours(1))).OrderBy(p => p.Time);
            foreach (var (time, one) in events)
            {
                Write(one, new Placeholders(scenario.Sets, time, random), target);
                written++;
            }
        }

        return written;
    }

    static void Write(ScenarioEvent one, Placeholders placeholders, Stream target)
    {
        if (one.Line is { } line) target.Write(Encoding.UTF8.GetBytes(placeholders.Fill(line)));
        else
        {
            using var json = new Utf8JsonWriter(target, Json);
            json.WriteStartObject();
            foreach (var (name, value) in one.Event ?? [])
            {
                var text = placeholders.Fill(value);
                if (Numbers.Contains(name) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) json.WriteNumber(name, number);
                else json.WriteString(name, text);
            }

            json.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    static int StableHash(string text) => (int)System.IO.Hashing.XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(text));
}
