using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Incidents.Tests;

/// <summary>Findings made by hand.</summary>
static class Findings
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    static int _number;

    public static Finding Of(string rule, Level level, double minutes, string host, string[] tags, params (string Name, string Value)[] fields)
    {
        var time = Start.AddMinutes(minutes);
        var info = new RuleInfo(rule, rule, null, level, "test", "Hoplite authors", "Says what " + rule + " is.", [.. tags], [], rule + ".yml");
        KeyValuePair<string, string?>[] all = [new("Computer", host), .. fields.Select(f => KeyValuePair.Create(f.Name, (string?)f.Value))];
        var record = new EventRecord(new EvidenceSource("log.json"), _number++, -1, time, new LogSource("windows"), all, "raw"u8.ToArray());
        return new Finding(Guid.CreateVersion7(time), info, record, [.. fields.Select(f => new MatchedField(f.Name, f.Value))]);
    }
}
