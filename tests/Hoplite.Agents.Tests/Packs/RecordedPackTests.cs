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
    const int Large = 100;

    [Theory]
    [InlineData("evtx", 12)]
    [InlineData("security-datasets", 20)]
    public void A_pack_stands_for_an_incident_in_a_fraction_of_the_tokens(string data, int least)
    {
        var path = SharedData.Require(data);
        var rules = new RuleSelection().Apply(RuleReader.Load(RuleLibrary.Files([SharedData.Require("sigma")]), RuleOptions.Default));
        var incidents = new EvidenceScan(rules).Run([path], cancellation: TestContext.Current.CancellationToken).Incidents;
        var packer = new Packer(FieldTrust.Default, SensorOrigin.OfFile);
        var measured = new List<(int Events, long Raw, ContextPack Pack)>();
        foreach (var incident in incidents)
        {
            var pack = packer.Pack(incident, Budget);
            Coverage.Check(incident, pack, packer, SensorOrigin.OfFile);
            Assert.InRange(pack.Tokens, 1, Budget);
            var events = incident.Findings.SelectMany(f => f.Events).DistinctBy(EventId.Of).ToArray();
            measured.Add((events.Length, events.Sum(e => Tokens.In(string.Join('\n', e.Fields.Select(f => $"{f.Key}: {f.Value}")))), pack));
        }

        Assert.NotEmpty(measured);
        Assert.All(measured.Where(m => m.Pack.LeftOut.Lines > 0), m => Assert.True(m.Pack.Tokens > Budget * 9 / 10, "something was left out although there was room"));
        Assert.All(measured.Where(m => m.Events >= Large), m => Assert.True((double)m.Raw / m.Pack.Tokens >= least, $"{m.Raw} tokens become {m.Pack.Tokens}"));
        foreach (var (name, from, until) in new[] { ("1 event", 1, 1), ("2-9 events", 2, 9), ("10-99 events", 10, Large - 1), ($"{Large} events and more", Large, int.MaxValue) })
        {
            var some = measured.Where(m => m.Events >= from && m.Events <= until).ToArray();
            if (some.Length == 0) continue;
            var ratios = some.Select(m => (double)m.Raw / m.Pack.Tokens).Order().ToArray();
            output.WriteLine($"{data}, {name}: {some.Length} incidents, {some.Sum(m => m.Raw)} tokens become {some.Sum(m => m.Pack.Tokens)} ({(double)some.Sum(m => m.Raw) / some.Sum(m => m.Pack.Tokens):0.0}x); ratio least {ratios[0]:0.0}, median {ratios[ratios.Length / 2]:0.0}, most {ratios[^1]:0.0}; {some.Count(m => m.Pack.LeftOut.Lines > 0)} with something left out; 20x or more in {ratios.Count(r => r >= 20)}");
        }
    }
}
