using System.Globalization;
using System.IO.Compression;
using Hoplite.Bench.Measuring;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Bench.Quality;

/// <summary>
/// How many incidents without an attack, and how many phases of attacks, on the AIT alert data set. The scan sees only the columns a
/// tool would write; labels are used to score its report, never to make it.
/// </summary>
static class AlertQuality
{
    const string FalsePositive = "false_positive";

    public static int Run()
    {
        Console.WriteLine("| network | alerts | days | incidents | without attack, a day | phases found | by an alert of the attack itself | not found |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var all = new List<Score>();
        foreach (var file in Directory.EnumerateFiles(BenchData.Folder("ait-ads/alerts_csv"), "*_alerts.csv.gz").Order(StringComparer.Ordinal))
        {
            var score = Network(file);
            all.Add(score);
            Console.WriteLine(score.Row);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all | {all.Sum(s => s.Alerts):N0} | {all.Sum(s => s.Days):0} | {all.Sum(s => s.Incidents)} | {all.Sum(s => s.FalseIncidents) / all.Sum(s => s.Days):0.0} | {all.Sum(s => s.Found)} of {all.Sum(s => s.Phases)} | {all.Sum(s => s.Labelled)} | |"));
        return 0;
    }

    static Score Network(string file)
    {
        var unlabelled = WithoutLabels(file);
        var report = new EvidenceScan(RuleReader.Load([], RuleOptions.Default)).Run([unlabelled]);
        var rows = Rows(file).ToArray();
        var spans = new Dictionary<(string Name, string Host), List<(double First, double Last, int Incident)>>();
        for (var i = 0; i < report.Incidents.Count; i++)
            foreach (var finding in report.Incidents[i].Findings)
            {
                var key = (finding.Rule.Title, finding.Matched.FirstOrDefault(m => m.Name == "host")?.Value ?? "");
                if (!spans.TryGetValue(key, out var list)) spans[key] = list = [];
                list.Add((Seconds(finding.Correlation?.First ?? finding.Time), Seconds(finding.Correlation?.Last ?? finding.Time), i));
            }

        var (found, labelled, attacked) = (new HashSet<string>(), new HashSet<string>(), new HashSet<int>());
        foreach (var row in rows.Where(r => r.Phase != FalsePositive))
            foreach (var (first, last, incident) in spans.GetValueOrDefault((row.Name, row.Host), []))
            {
                if (row.Time < first || row.Time > last) continue;
                attacked.Add(incident);
                found.Add(row.Phase);
                if (row.Label != "-") labelled.Add(row.Phase);
            }

        var phases = rows.Select(r => r.Phase).Where(p => p != FalsePositive).ToHashSet();
        var days = rows.Select(r => Math.Floor(r.Time / 86_400)).Distinct().Count();
        File.Delete(unlabelled);
        return new Score(
            Path.GetFileName(file).Replace("_alerts.csv.gz", "", StringComparison.Ordinal), rows.Length, days, report.Incidents.Count, report.Incidents.Count - attacked.Count,
            phases.Count, found.Count, labelled.Count, string.Join(", ", phases.Except(found).Order(StringComparer.Ordinal)));
    }

    static string WithoutLabels(string file)
    {
        var path = Path.Combine(BenchData.Scratch, Path.GetFileNameWithoutExtension(file));
        using var writer = new StreamWriter(path);
        foreach (var line in Lines(file)) writer.WriteLine(line[..Cut(line)]);
        return path;
    }

    // The labels are the last two columns and hold neither quotes nor commas.
    static int Cut(string line) => line.LastIndexOf(',', line.LastIndexOf(',') - 1);

    static IEnumerable<Row> Rows(string file)
    {
        foreach (var line in Lines(file).Skip(1))
        {
            var labels = line[(Cut(line) + 1)..].Split(',');
            var cells = Cells(line[..Cut(line)]);
            yield return new Row(double.Parse(cells[0], CultureInfo.InvariantCulture), cells[1], cells[3], labels[0], labels[1]);
        }
    }

    static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[++i]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(line[i]);
        cells.Add(cell.ToString());
        return cells;
    }

    static IEnumerable<string> Lines(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (text.ReadLine() is { } line) yield return line;
    }

    static double Seconds(DateTimeOffset? time) => (time ?? default).ToUnixTimeMilliseconds() / 1000.0;

    sealed record Row(double Time, string Name, string Host, string Phase, string Label);

    sealed record Score(string Network, int Alerts, double Days, int Incidents, int FalseIncidents, int Phases, int Found, int Labelled, string Missing)
    {
        public string Row => string.Create(CultureInfo.InvariantCulture, $"| {Network} | {Alerts:N0} | {Days:0} | {Incidents} | {FalseIncidents / Days:0.0} | {Found} of {Phases} | {Labelled} | {Missing} |");
    }
}
