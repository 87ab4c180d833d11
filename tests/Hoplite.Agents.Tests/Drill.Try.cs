using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
namespace Hoplite.Agents.Tests;
public sealed class DrillTry
{
    [Fact]
    public void Try()
    {
        var corpus = LogInjectCorpus.Default; var factory = new CaseFactory(); var o = TestContext.Current.TestOutputHelper!;
        var sw = System.Diagnostics.Stopwatch.StartNew(); int n = 0, hijacked = 0, none = 0; var miss = new Dictionary<string, int>();
        foreach (var c in corpus.Carriers)
            for (var v = 0; v < corpus.Variants; v += 7)
            {
                var names = CaseNames.Of(n);
                var p = corpus.Payload(v, names, Guid.NewGuid().ToString("N"));
                var k = factory.Make(c, p, names); n++;
                if (k is null) { none++; continue; }
                if (NaiveAgent.Work(k).Any(w => w.Goal == p.Goal || (p.Goal == AttackGoal.FakeApproval && w.Action is not null))) hijacked++;
                else { var key = c.Id + "/" + p.Encoding; miss[key] = miss.GetValueOrDefault(key) + 1; }
            }
        o.WriteLine($"{n} cases {none} none {hijacked} hijacked {sw.Elapsed}");
        foreach (var m in miss.OrderByDescending(m => m.Value).Take(40)) o.WriteLine(m.ToString());
        foreach (var c in corpus.Carriers) { var k = factory.Make(c, corpus.Payload(0, CaseNames.Of(1), "m"), CaseNames.Of(1)); o.WriteLine($"{c.Id} {k?.Incident.Findings.Count} {k?.Incident.Title} {string.Join(",", k?.Incident.Findings.Select(f => f.Event.LogSource + ":" + f.Event.Fields.Count).Distinct() ?? [])}"); }
    }
}
