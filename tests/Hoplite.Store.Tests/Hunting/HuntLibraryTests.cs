using Hoplite.Detection.Sigma;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Library;
using Hoplite.Store.Tests.Events;
using Hoplite.Telemetry.Scanning;
using Hoplite.Tests;

namespace Hoplite.Store.Tests.Hunting;

public sealed class HuntLibraryTests(ITestOutputHelper output)
{
    const string Good = "id: 0e5b7c1e-52f5-4f43-9b8e-2b1f6c3f9d10\nversion: 1\ntitle: T\nkind: baseline\nhypothesis: H\ntechniques: [T1059]\nneeds: [windows/security]\nquery: |\n  events\n  | where a == 1\nexpected: 3\ndisposition: D\nschedule: daily\n";

    [Fact]
    public void Every_hunt_that_we_ship_is_sound()
    {
        var library = HuntLibrary.Load();
        Assert.Empty(library.Problems);
        Assert.True(library.Hunts.Count >= 30);
        Assert.Equal(library.Hunts.Count, library.Hunts.Select(h => h.Id).Distinct().Count());
        Assert.Equal(3, library.Hunts.Select(h => h.Kind).Distinct().Count());
    }

    [Fact]
    public void Every_hunt_that_we_ship_compiles_and_runs_on_an_empty_store()
    {
        using var store = EventStore.InMemory();
        var engine = new HuntEngine(store, TimeProvider.System);
        foreach (var hunt in HuntLibrary.Load().Hunts)
        {
            var failure = Record.Exception(() => engine.Run(hunt.Query, cancellation: TestContext.Current.CancellationToken));
            Assert.True(failure is null, hunt.Name + ": " + (failure is KqlException wrong ? wrong.Describe() : failure?.ToString()));
        }
    }

    [Theory]
    [InlineData("version: 1", "version: x", 2, "version wants a whole number from 1")]
    [InlineData("kind: baseline", "kind: guess", 4, "kind is hypothesis, baseline or model-assisted")]
    [InlineData("T1059", "1059", 6, "a technique is written T1059 or T1059.001")]
    [InlineData("| where a == 1", "| wher a == 1", 10, "the query is wrong in column 3: there is no step wher (did you mean where?)")]
    [InlineData("expected:", "expectd:", 11, "there is no word expectd; did you mean expected?")]
    [InlineData("disposition: D\n", "", 1, "disposition is missing")]
    public void A_mistake_is_said_with_its_line(string right, string wrong, int line, string reason)
    {
        using var folder = new Scratch();
        File.WriteAllText(Path.Combine(folder.Path, "h.yaml"), Good.Replace(right, wrong, StringComparison.Ordinal));
        var problem = Assert.Single(HuntLibrary.Load(folder.Path).Problems);
        Assert.Equal((line, reason), (problem.Line, problem.Reason));
    }

    [Fact]
    public void A_hunt_of_a_folder_is_found_by_name_and_id()
    {
        using var folder = new Scratch();
        File.WriteAllText(Path.Combine(folder.Path, "mine.yaml"), Good);
        var library = HuntLibrary.Load(folder.Path);
        Assert.Equal("T", library.Find("mine")?.Title);
        Assert.NotNull(library.Find("0e5b7c1e-52f5-4f43-9b8e-2b1f6c3f9d10"));
    }

    [Fact]
    public void Many_hunts_find_something_in_recorded_evidence()
    {
        string[] paths = [SharedData.Require("security-datasets/datasets/atomic"), SharedData.Require("zeek-suricata"), SharedData.Require("loghub/OpenSSH/OpenSSH_2k.log"), SharedData.Require("loghub/Linux/Linux_2k.log")];
        using var store = EventStore.InMemory();
        new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = 1 }).Scan(paths, () => new StoreSink(store, Evidence.Noon, _ => { }), new ScanProgress(), TestContext.Current.CancellationToken);
        store.Commit(1);
        var engine = new HuntEngine(store, TimeProvider.System);
        var found = 0;
        foreach (var hunt in HuntLibrary.Load().Hunts)
        {
            var failure = Record.Exception(() =>
            {
                var result = engine.Run(hunt.Query, new HuntOptions { Timeout = TimeSpan.FromMinutes(2) }, TestContext.Current.CancellationToken);
                output.WriteLine($"{hunt.Name,-32} {result.Rows.Count,6} rows {result.Elapsed.TotalMilliseconds,8:0} ms {string.Join("; ", result.Warnings)}");
                if (result.Rows.Count > 0) found++;
            });
            Assert.True(failure is null, hunt.Name + ": " + (failure is KqlException wrong ? wrong.Describe() : failure?.ToString()));
        }

        output.WriteLine($"{found} hunts have rows over {Evidence.Count(store)} events");
        Assert.True(found >= 20, $"only {found} hunts found anything");
    }

    [Fact]
    public void A_hunt_of_conditions_becomes_a_rule_that_our_own_parser_accepts()
    {
        var made = 0;
        foreach (var hunt in HuntLibrary.Load().Hunts)
        {
            try
            {
                Accept(HuntToSigma.Convert(hunt, new DateOnly(2026, 11, 26)));
                made++;
            }
            catch (KqlException wrong)
            {
                Assert.NotEmpty(wrong.Message);
            }
        }

        Assert.True(made >= 4, $"only {made} hunts became rules");
    }

    [Fact]
    public void A_rule_made_of_a_hunt_finds_the_same_events()
    {
        string[] paths = [SharedData.Require("security-datasets/datasets/atomic")];
        using var store = EventStore.InMemory();
        new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = 1 }).Scan(paths, () => new StoreSink(store, Evidence.Noon, _ => { }), new ScanProgress(), TestContext.Current.CancellationToken);
        store.Commit(1);
        var engine = new HuntEngine(store, TimeProvider.System);
        var compared = 0;
        foreach (var (name, kql) in Sayable())
        {
            var rule = HuntToSigma.Convert(kql, name, Guid.NewGuid(), new DateOnly(2026, 11, 26));
            var rules = RuleReader.Load([new RuleFile("made.yml", System.Text.Encoding.UTF8.GetBytes(rule))], RuleOptions.Default);
            var found = new Hoplite.Incidents.Scanning.EvidenceScan(rules).Run(paths, withIncidents: false, TestContext.Current.CancellationToken).Findings.Select(f => (f.Event.Source.Path, f.Event.Position)).ToHashSet();
            var asked = engine.Run(kql + "\n| project source, position", new HuntOptions { MaxRows = 1_000_000 }, TestContext.Current.CancellationToken).Rows.Select(r => ((string)r[0]!, (long)r[1]!)).ToHashSet();
            output.WriteLine($"{name}: {found.Count} findings, {asked.Count} rows");
            Assert.True(found.SetEquals(asked), name);
            compared += found.Count;
        }

        Assert.True(compared > 20, $"only {compared} findings to compare");
    }

    static IEnumerable<(string Name, string Kql)> Sayable() =>
    [
        ("programs", "process_creation | where product == 'windows' and (process endswith @'\\cmd.exe' or command_line contains ' -ENC' or command_line matches regex '[A-Za-z0-9+/]{40,}')"),
        ("negation", "process_creation | where product == 'windows' and process contains @'\\windows\\' and not(parent_process endswith @'\\svchost.exe' or parent_process endswith @'\\services.exe') and command_line !contains 'conhost'"),
        ("security", "where product == 'windows' and Channel == 'Security' and EventID in (4624, 4625, 4648) and TargetUserName !endswith '$' and LogonType !in ('5', '0')"),
        ("numbers", "where product == 'windows' and (tolong(KeyLength) >= 1 or EventID between (4697 .. 4702))"),
    ];

    [Theory]
    [InlineData(@"process_creation | where process endswith @'\cmd.exe' and not(command_line contains 'a*b?\\c' or parent_process =~ 'x') | project host")]
    [InlineData("where product == 'windows' and service == 'security' and EventID in (4624, 4625) and LogonType != 3 and TargetUserName !startswith_cs 'A' and tolong(KeyLength) between (1 .. 128)")]
    [InlineData("dns | where query matches regex '[a-z]{20,}' or fields['answers'] == \"it's\" or ttl > 5.5")]
    public void Every_form_that_can_be_said_is_accepted(string kql) => Accept(HuntToSigma.Convert(kql, "It's a title: really", Guid.NewGuid(), new DateOnly(2026, 11, 26)));

    [Theory]
    [InlineData("process_creation | summarize count() by host", "summarize cannot be said in Sigma")]
    [InlineData("process_creation | where command_line has 'x'", "has cannot be said in Sigma")]
    [InlineData("process_creation | where strlen(command_line) > 5", "strlen(command_line) cannot be said in Sigma")]
    [InlineData("process_creation | where user == 'x'", "Sigma has no one name for the column user")]
    [InlineData("where a == 'x'", "the rule would have no log source")]
    [InlineData("process_creation | where a == b", "b is no constant")]
    public void What_cannot_be_said_is_named(string kql, string message) => Assert.Equal(message, Assert.Throws<KqlException>(() => HuntToSigma.Convert(kql, "T", Guid.NewGuid(), new DateOnly(2026, 11, 26))).Message);

    static void Accept(string rule)
    {
        var read = RuleReader.Load([new RuleFile("made.yml", System.Text.Encoding.UTF8.GetBytes(rule))], RuleOptions.Default);
        Assert.True(read.Rejections.IsEmpty && read.Rules.Length == 1, string.Join('\n', read.Rejections) + "\n" + rule);
    }
}
