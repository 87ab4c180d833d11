using System.Diagnostics;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Incidents.Scanning;
using Hoplite.Tests;

namespace Hoplite.Agents.Tests.Investigating;

/// <summary>Every incident of the recordings ends with a verdict, a scope, a timeline and at least one next step.</summary>
public sealed class RecordedIncidentTests
{
    [Theory]
    [InlineData("evtx")]
    [InlineData("security-datasets")]
    public void Every_recorded_incident_is_looked_into(string data)
    {
        var path = SharedData.Require(data);
        var rules = new RuleSelection().Apply(RuleReader.Load(RuleLibrary.Files([SharedData.Require("sigma")]), RuleOptions.Default));
        var report = new EvidenceScan(rules).Run([path], cancellation: TestContext.Current.CancellationToken);
        var investigator = new Investigator(FieldTrust.Default, SensorOrigin.OfFile, PlaybookLibrary.Default, TimeProvider.System);
        var longest = TimeSpan.Zero;
        var verdicts = new Dictionary<Verdict, int>();
        foreach (var incident in report.Incidents)
        {
            var started = Stopwatch.GetTimestamp();
            var done = investigator.Investigate(incident, NoEvidence.Instance, TestContext.Current.CancellationToken);
            var took = Stopwatch.GetElapsedTime(started);
            if (took > longest) longest = took;
            verdicts[done.Verdict] = verdicts.GetValueOrDefault(done.Verdict) + 1;
            Assert.NotEmpty(done.Reasons);
            Assert.NotEmpty(done.Flips);
            Assert.NotEmpty(done.Timeline);
            Assert.NotEmpty(done.Proposals);
            Assert.True(done.Scope.Members.Count > 0 || incident.Entities.Count == 0, incident.Title);
            Assert.All(done.Proposals, p => Assert.False(p.FromModel));
        }

        Assert.NotEmpty(report.Incidents);
        TestContext.Current.TestOutputHelper?.WriteLine($"{data}: {report.Incidents.Count} incidents, longest {longest.TotalMilliseconds:0} ms, {string.Join(", ", verdicts.OrderBy(v => v.Key).Select(v => $"{v.Value} {v.Key}"))}");
    }
}
