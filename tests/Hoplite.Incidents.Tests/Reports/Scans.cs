using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;
using Hoplite.Telemetry;

namespace Hoplite.Incidents.Tests.Reports;

/// <summary>Scans made by hand, in which every text can be chosen.</summary>
static class Scans
{
    /// <summary>A scan whose rules, events, problems and file names all hold this text.</summary>
    public static ScanReport Full(string text)
    {
        Finding[] findings =
        [
            Finding(1, text, 0, ("CommandLine", text), ("Image", @"C:\Windows\cmd.exe" + text), ("ParentImage", @"C:\word.exe"), ("ProcessGuid", "{1}"), ("ParentProcessGuid", "{9}"), ("User", "u" + text)),
            Finding(2, text, 3, ("DestinationIp", "203.0.113.66"), ("Image", @"C:\b.exe"), ("ProcessGuid", "{2}"), ("ParentProcessGuid", "{1}"), ("TargetFilename", @"C:\x" + text), (text.Length == 0 ? "f" : text, text)),
            Finding(3, text, 9, ("QueryName", "evil.example"), ("Hashes", "SHA256=" + new string('a', 64))),
        ];
        var rule = findings[0].Rule;
        var problems = new[] { new ReadProblem(new EvidenceSource("/evidence/" + text + ".evtx"), 17, "damaged " + text) };
        return new ScanReport(
            ["/evidence/" + text], 3, 1, 3, 100, TimeSpan.FromSeconds(1), findings, new Dictionary<RuleInfo, long> { [rule] = 7 },
            IncidentBuilder.Build(findings), problems, 2, ["partial " + text]) { Notice = "notice " + text };
    }

    public static byte[] Write(ScanReport report, ReportFormat format)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(report, format, [], stream);
        return stream.ToArray();
    }

    static Finding Finding(int number, string text, int minutes, params (string Name, string Value)[] fields)
    {
        var time = Findings.Start.AddMinutes(minutes);
        var info = new RuleInfo(
            "rule-" + number, "Title " + text, null, Level.High, "test", "Author " + text, "Description " + text, ["attack.execution", "attack.t1059.001", text], [], "r.yml",
            new Explanation("why " + text, "benign " + text, ["act " + text]));
        KeyValuePair<string, string?>[] all = [new("Computer", "WS1" + text), .. fields.Select(f => KeyValuePair.Create(f.Name, (string?)f.Value))];
        var record = new EventRecord(new EvidenceSource("/evidence/" + text), number, number, time, new LogSource("windows"), all, System.Text.Encoding.UTF8.GetBytes("raw " + text));
        var id = new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)number);
        return new Finding(id, info, record, [.. fields.Select(f => new MatchedField(f.Name, f.Value))]);
    }
}
