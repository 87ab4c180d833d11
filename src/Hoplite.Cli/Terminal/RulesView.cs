using System.Text.Json;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;
using Spectre.Console;

namespace Hoplite.Cli.Terminal;

/// <summary>Shows what there is to say about rules.</summary>
static class RulesView
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <summary>Writes anything as JSON.</summary>
    public static void WriteJson<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Shows which rules can match.</summary>
    public static void ShowCheck(IReadOnlyList<RuleReport> reports)
    {
        foreach (var report in reports.Where(r => r.Compatibility != Compatibility.Evaluable).OrderBy(r => r.Compatibility))
            Console.WriteLine($"{(report.Compatibility == Compatibility.RawFallback ? "raw fallback " : "not evaluable")}  {SafeText.OneLine(report.Path, 200)}  {SafeText.OneLine(report.Reason, 300)}");
        int Count(Compatibility kind) => reports.Count(r => r.Compatibility == kind);
        var total = Math.Max(1, reports.Count);
        Console.WriteLine($"{reports.Count} rules: {Count(Compatibility.Evaluable)} evaluable ({100.0 * Count(Compatibility.Evaluable) / total:0.0} %), {Count(Compatibility.RawFallback)} raw fallback, {Count(Compatibility.NotEvaluable)} not evaluable");
    }

    /// <summary>Lists rules.</summary>
    public static void ShowList(RuleCollection rules)
    {
        foreach (var rule in rules.Rules.OrderByDescending(r => r.Info.Level).ThenBy(r => r.Info.Title, StringComparer.Ordinal))
            Console.WriteLine($"{rule.Info.Level,-13}  {SafeText.OneLine(rule.Info.Status ?? "-", 12),-12}  {SafeText.OneLine(rule.LogSource.ToString(), 40),-40}  {SafeText.OneLine(rule.Info.Title, 100)}");
        foreach (var rule in rules.Correlations)
            Console.WriteLine($"{rule.Info.Level,-13}  {SafeText.OneLine(rule.Info.Status ?? "-", 12),-12}  {"correlation",-40}  {SafeText.OneLine(rule.Info.Title, 100)}");
        Console.WriteLine($"{rules.Rules.Length} rules, {rules.Correlations.Length} correlations, {rules.Rejections.Length} could not be used");
    }

    /// <summary>Shows the outcome of tests.</summary>
    public static void ShowTests(IReadOnlyList<RuleTestResult> results)
    {
        foreach (var result in results.Where(r => r.Problems.Count > 0))
            foreach (var problem in result.Problems) Console.WriteLine($"FAIL  {SafeText.OneLine(result.Path, 200)}  {SafeText.OneLine(problem, 300)}");
        var failed = results.Count(r => r.Problems.Count > 0);
        Console.WriteLine(results.Count == 0 ? "There are no tests here: a test lies beside its rule as NAME.test.json." : $"{results.Count - failed} of {results.Count} tests do as they should, {failed} do not");
    }

    /// <summary>Shows coverage.</summary>
    public static void ShowCoverage(IReadOnlyList<TechniqueCoverage> coverage)
    {
        foreach (var tactic in coverage.GroupBy(c => c.Tactic))
        {
            AnsiConsole.MarkupLine($"[bold]{tactic.Key}[/]  {tactic.Count()} techniques");
            foreach (var technique in tactic) Console.WriteLine($"  {technique.Technique,-10} {technique.Executable,4} of {technique.Rules,4} rules can match   {technique.Name}");
        }

        var distinct = coverage.DistinctBy(c => c.Technique).ToArray();
        Console.WriteLine($"{distinct.Length} techniques have rules; for {distinct.Count(c => c.Executable > 0)} of them a rule can match here.");
    }
}
