using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents;
using Hoplite.Store.Tests.Events;
using Hoplite.Telemetry;

namespace Hoplite.Store.Tests.Cases;

/// <summary>Findings and incidents as detection hands them over.</summary>
static class CaseEvidence
{
    public static Finding Finding(Guid id, string ip = "10.1.2.3") => new(
        id, new RuleInfo("r", "Title", null, Level.High, null, null, null, [], [], ""),
        new EventRecord(new EvidenceSource("s@0", Evidence.Noon), 0, -1, Evidence.Noon, new LogSource("windows"), [new("ip", ip)], default), []);

    /// <summary>An incident of so many findings; those of a smaller one are among them.</summary>
    public static Incident Incident(Guid id, Level severity, int findings)
    {
        var all = Enumerable.Range(0, findings).Select(i => Finding(new Guid(i + 1, 0, 0, id.ToByteArray()[8..]))).ToArray();
        return new Incident(id, "Somebody guesses passwords", severity, 80, Evidence.Noon, Evidence.Noon, all, [], [], [], [], new TriageNote("What happened", ["why"], [], [], []));
    }
}
