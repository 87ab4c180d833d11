using System.Text.Json;
using Hoplite.Detection;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Incidents.Scanning;

/// <summary>The outcome of one test.</summary>
/// <param name="Path">The rule's file, or the folder of recorded evidence.</param>
/// <param name="Problems">What is wrong; empty when the rule does as its test says.</param>
public sealed record RuleTestResult(string Path, IReadOnlyList<string> Problems);

/// <summary>Runs the tests of rules: events beside them, or recorded evidence as SigmaHQ keeps it.</summary>
public static class RuleTestRun
{
    const string Suffix = ".test.json";

    /// <summary>Runs all tests below the paths; those of the starter pack when there are none.</summary>
    /// <param name="paths">Folders and files of rules and recorded evidence.</param>
    /// <param name="rules">Where further rules are that recorded evidence may be about.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IReadOnlyList<RuleTestResult> Run(IReadOnlyList<string>? paths, IReadOnlyList<string> rules, CancellationToken cancellation)
    {
        if (paths is null) return [.. RuleLibrary.StarterTests().Select(t => Run(t.Rule, t.Test))];
        RuleFile[] files = [.. RuleLibrary.Files(paths)];
        var results = new List<RuleTestResult>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var test = Path.ChangeExtension(file.Path, null) + Suffix;
            if (File.Exists(test)) results.Add(Run(file, File.ReadAllBytes(test)));
        }

        if (files.Any(IsRecording)) results.AddRange(Recordings(files, [.. files.Where(f => !IsRecording(f)), .. RuleLibrary.Files(rules)], cancellation));
        return results;
    }

    static RuleTestResult Run(RuleFile rule, ReadOnlyMemory<byte> test)
    {
        var rules = RuleReader.Load([rule], RuleOptions.Default);
        if (rules.Rejections.Length > 0) return new RuleTestResult(rule.Path, [.. rules.Rejections.Select(r => r.Reason)]);
        try
        {
            return new RuleTestResult(rule.Path, RuleTester.Test(rules, RuleCase.Read(test)));
        }
        catch (JsonException wrong)
        {
            return new RuleTestResult(rule.Path, [$"the test file cannot be read: {wrong.Message}"]);
        }
    }

    static bool IsRecording(RuleFile file) => Path.GetFileName(file.Path) == "info.yml";

    // A folder with info.yml names the rules that the evidence in it must fire.
    static IEnumerable<RuleTestResult> Recordings(RuleFile[] files, RuleFile[] ruleFiles, CancellationToken cancellation)
    {
        var rules = RuleReader.Load(ruleFiles, RuleOptions.Default);
        foreach (var recording in files.Where(IsRecording))
        {
            cancellation.ThrowIfCancellationRequested();
            var folder = Path.GetDirectoryName(recording.Path)!;
            var wanted = Recording.Read(recording);
            var problems = new List<string>();
            var detector = new Detector(rules, null, p => problems.Add($"{Path.GetFileName(p.Source.Path)} at byte {p.Offset}: {p.Reason}"));
            var evidence = Directory.EnumerateFiles(folder, "*.evtx").ToArray();
            if (evidence.Length == 0) continue;
            new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = 1 }).Scan(evidence, detector.CreateSink, new ScanProgress(), cancellation);
            var found = detector.Complete().Findings.CountBy(f => f.Rule.Id, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
            foreach (var id in wanted.Rules)
            {
                var count = found.GetValueOrDefault(id);
                if (rules.Rules.All(r => !r.Info.Id.Equals(id, StringComparison.OrdinalIgnoreCase))) problems.Add($"the rule {id} is not among the rules given");
                else if (count == 0) problems.Add($"the evidence does not fire the rule {id}");
                else if (wanted.MatchCount is { } least && count < least) problems.Add($"the evidence fires the rule {id} {count} times, fewer than {least}");
            }

            yield return new RuleTestResult(folder, problems);
        }
    }
}
