using System.Text;
using Hoplite.Detection.Routing;
using Hoplite.Detection.Sigma;
using Hoplite.Detection.Tests.Naive;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Scanning;
using Hoplite.Tests;

namespace Hoplite.Detection.Tests.Matching;

/// <summary>The compiled matcher and the naive evaluator must agree on every rule and every event of real evidence.</summary>
public sealed class DifferentialTests
{
    static readonly Lazy<IReadOnlyList<SigmaRule>> Rules = new(() =>
        RuleReader.Load(Hoplite.Detection.Rules.RuleLibrary.Files([SharedData.Require("sigma/rules"), SharedData.Require("sigma/rules-emerging-threats")]), RuleOptions.Default).Rules);

    [Theory]
    [InlineData("sigma/regression_data/rules/windows", 3)]
    [InlineData("evtx", 173)]
    [InlineData("security-datasets", 4001)]
    [InlineData("zeek-suricata", 4001)]
    [InlineData("loghub", 401)]
    [InlineData("ait-ads", 20011)]
    [InlineData("network", 1009)]
    public void The_compiled_matcher_equals_the_naive_evaluator(string evidence, int everyNth)
    {
        var path = SharedData.Require(evidence);
        var sink = new Comparison(Rules.Value, everyNth);
        new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = 1 }).Scan([path], () => sink, new ScanProgress(), TestContext.Current.CancellationToken);
        Assert.Empty(sink.Differences);
        Assert.True(sink.Compared > 0);
    }

    sealed class Comparison(IReadOnlyList<SigmaRule> rules, int everyNth) : IEventSink
    {
        readonly Hoplite.Detection.Matching.RuleMatcher _matcher = new RuleSet(rules).CreateMatcher();
        readonly EventBatch _batch = new();
        int _seen;

        public List<string> Differences { get; } = [];

        public int Compared { get; private set; }

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch)
        {
            for (var i = 0; i < batch.Count && Differences.Count < 20; i++)
            {
                var fast = _matcher.Match(batch, i).ToArray().Order();
                if (_seen++ % everyNth != 0) continue;
                Compared++;
                var slow = Naive(EventRecord.Take(batch, i));
                if (!fast.SequenceEqual(slow))
                    Differences.Add($"{batch.Source.Path} at {batch[i].Position}: {string.Join(", ", fast.Except(slow).Select(r => "only fast: " + rules[r].Info.Title))} {string.Join(", ", slow.Except(fast).Select(r => "only naive: " + rules[r].Info.Title))}");
            }
        }

        public void Report(ReadProblem problem)
        {
        }

        public void Progress(long bytes)
        {
        }

        List<int> Naive(EventRecord record)
        {
            var raw = Encoding.UTF8.GetString(record.Raw.Span);
            KeyValuePair<string, string?>[] fields = [.. record.Fields.Select(f => KeyValuePair.Create(FieldTable.Canonical(f.Key), f.Value))];
            string? First(string name) => fields.FirstOrDefault(f => f.Key == name).Value;
            var isWindows = record.LogSource.Product == "windows";
            var provider = First("Provider_Name") ?? First("SourceName");
            if (isWindows && First("Provider_Name") is null && provider is not null) fields = [.. fields, KeyValuePair.Create("Provider_Name", (string?)provider)];
            var origin = isWindows ? new EventOrigin(record.LogSource, First("Channel"), provider, First("EventID")) : new EventOrigin(record.LogSource);
            var views = LogSourceCatalogue.Default.ViewsOf(origin).Select(v => (View: v, Fields: Renamed(fields, v.Fields))).ToArray();
            var matched = new List<int>();
            for (var i = 0; i < rules.Count; i++)
                if (views.Any(v => v.View.Serves(rules[i].LogSource) && (v.View.Where is null || NaiveEvaluator.Matches(v.View.Where, v.Fields, raw)) && NaiveEvaluator.Matches(rules[i].Condition, v.Fields, raw)))
                    matched.Add(i);
            return matched;
        }

        static KeyValuePair<string, string?>[] Renamed(KeyValuePair<string, string?>[] fields, IReadOnlyDictionary<string, string> names) =>
            names.Count == 0 ? fields
            : [.. fields.Where(f => !names.ContainsKey(f.Key)), .. names.SelectMany(n => fields.Where(f => f.Key == n.Value).Select(f => KeyValuePair.Create(n.Key, f.Value)))];
    }
}
