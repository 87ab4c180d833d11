using Hoplite.Agents.Models;
using Hoplite.Agents.Packs;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Incidents.Scanning;
using Hoplite.Tests;

namespace Hoplite.Agents.Tests.Packs;

/// <summary>How much smaller packs of recorded incidents are than their events.</summary>
public sealed class RecordedPackTests(ITestOutputHelper output)
{
    const long Budget = 8_000;
    const double Goal = 20;

    static readonly (string Name, int From, int Until)[] Sizes = [("1 event", 1, 1), ("2-9 events", 2, 9), ("10-19 events", 10, 19), ("20-99 events", 20, 99), ("100 events and more", 100, int.MaxValue), ("20 events and more", 20, int.MaxValue), ("all", 1, int.MaxValue)];

    [Fact]
    public void Packs_stand_for_incidents_in_a_twentieth_of_the_tokens()
    {
        var rules = new RuleSelection().Apply(RuleReader.Load(RuleLibrary.Files([SharedData.Require("sigma")]), RuleOptions.Default));
        Measured[] evtx = [.. Measure("evtx", rules)], datasets = [.. Measure("security-datasets", rules)], both = [.. evtx, .. datasets];
        Tell("evtx", evtx);
        Tell("security-datasets", datasets);
        Tell("both", both);

        Assert.All(both.Where(m => m.Pack.LeftOut.Lines > 0), m => Assert.True(m.Pack.Tokens > Budget * 9 / 10, "something was left out although there was room"));
        Assert.True(Total(both) >= Goal);
        Assert.All([evtx, datasets], some => Assert.True(Median([.. some.Where(m => m.Events >= 20)]) >= Goal));
    }

    static IEnumerable<Measured> Measure(string data, RuleCollection rules)
    {
        var packer = new Packer(FieldTrust.Default, SensorOrigin.OfFile);
        foreach (var incident in new EvidenceScan(rules).Run([SharedData.Require(data)], cancellation: TestContext.Current.CancellationToken).Incidents)
        {
            var pack = packer.Pack(incident, Budget);
            Coverage.Check(incident, pack, packer, SensorOrigin.OfFile);
            Assert.InRange(pack.Tokens, 1, Budget);
            var events = incident.Findings.SelectMany(f => f.Events).DistinctBy(EventId.Of).ToArray();
            yield return new Measured(events.Length, events.Sum(e => Tokens.In(RawForm.Of(e))), pack);
        }
    }

    void Tell(string data, Measured[] measured)
    {
        foreach (var (name, from, until) in Sizes)
        {
            var some = measured.Where(m => m.Events >= from && m.Events <= until).ToArray();
            if (some.Length == 0) continue;
            output.WriteLine($"{data}, {name}: {some.Length} incidents, {some.Sum(m => m.Raw)} tokens become {some.Sum(m => m.Pack.Tokens)} ({Total(some):0.0}x); ratio least {some.Min(m => m.Ratio):0.0}, median {Median(some):0.0}, most {some.Max(m => m.Ratio):0.0}; {some.Count(m => m.Pack.LeftOut.Lines > 0)} with something left out; 20x or more in {some.Count(m => m.Ratio >= Goal)}");
        }
    }

    static double Total(Measured[] some) => (double)some.Sum(m => m.Raw) / some.Sum(m => m.Pack.Tokens);

    static double Median(Measured[] some) => some.Select(m => m.Ratio).Order().ElementAt(some.Length / 2);

    sealed record Measured(int Events, long Raw, ContextPack Pack)
    {
        public double Ratio => (double)Raw / Pack.Tokens;
    }
}
