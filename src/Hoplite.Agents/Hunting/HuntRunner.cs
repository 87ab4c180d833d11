using Hoplite.Incidents.Reports;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Agents.Hunting;

/// <summary>Runs a plan step by step: it only reads, within bounds of rows and time for each step and for all of them.</summary>
/// <param name="run">Runs a query.</param>
/// <param name="time">The clock.</param>
public sealed class HuntRunner(Func<string, HuntOptions, CancellationToken, HuntResult> run, TimeProvider time)
{
    const int MostRows = 200;
    const int MostShown = 20;
    const int MostColumns = 24;
    const int MostCited = 50;
    const int LongestCell = 200;

    static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Runs it and hands out the report after every step; the last one is whole.</summary>
    public IEnumerable<HuntReport> Run(HuntPlan plan, long tokens, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var results = new List<HuntStepResult>();
        var gaps = new List<string>(plan.Gaps);
        foreach (var step in plan.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = Longest - time.GetElapsedTime(started);
            if (step.Kql is not { } kql) gaps.Add($"Step {step.Number} was refused: {step.Problem}");
            else if (left <= TimeSpan.Zero) gaps.Add($"Step {step.Number} was not run: the time for all steps was over");
            else
            {
                var result = Run(step.Number, kql, new HuntOptions { From = plan.From, Until = plan.Until, MaxRows = MostRows, Timeout = left < LongestStep ? left : LongestStep, MemoryLimit = 16 << 20 }, cancellation);
                if (result.Problem is { } problem) gaps.Add($"Step {step.Number} could not be run: {problem}");
                results.Add(result);
            }

            yield return Report("running");
        }

        yield return Report("done");

        HuntReport Report(string state) => new(plan, state, [.. results], Summary(plan, results), [.. gaps], time.GetElapsedTime(started).TotalMilliseconds, tokens);
    }

    HuntStepResult Run(int number, string kql, HuntOptions options, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            var found = run(kql, options, cancellation);
            string[] columns = [.. found.Columns.Take(MostColumns).Select(c => SafeText.OneLine(c.Name, 80))];
            IReadOnlyList<string>[] sample = [.. found.Rows.Take(MostShown).Select(r => (IReadOnlyList<string>)[.. r.Take(MostColumns).Select(v => SafeText.OneLine(HuntText.Of(v), LongestCell))])];
            return new HuntStepResult(number, found.Rows.Count, found.Truncated, found.Elapsed.TotalMilliseconds, columns, sample, [.. Cited(found).Take(MostCited)], null);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            var problem = failed is KqlException or TimeoutException ? failed.Message : "it failed";
            return new HuntStepResult(number, 0, Truncated: false, time.GetElapsedTime(started).TotalMilliseconds, [], [], [], SafeText.OneLine(problem, 300));
        }
    }

    static IEnumerable<HuntCitation> Cited(HuntResult found)
    {
        var names = found.Columns.Select(c => c.Name).ToList();
        var (source, position, ordinal) = (names.IndexOf("source"), names.IndexOf("position"), names.IndexOf("ordinal"));
        if (source < 0 || position < 0 || ordinal < 0) yield break;
        foreach (var row in found.Rows)
            if (row[source] is string from && row[position] is long at && row[ordinal] is long number) yield return new HuntCitation(SafeText.OneLine(from, 200), at, number);
    }

    static IReadOnlyList<string> Summary(HuntPlan plan, List<HuntStepResult> results)
    {
        var found = results.Where(r => r.Rows > 0).ToArray();
        if (found.Length == 0) return results.Count == 0 ? [] : ["Nothing was found by the steps that ran. That says nothing about what they did not look at."];
        return [$"{found.Length} of {results.Count} steps found something.", .. found.Select(r => $"{plan.Steps[r.Number - 1].Title}: {(r.Rows == 1 ? "1 row" : $"{r.Rows}{(r.Truncated ? " or more" : "")} rows")}")];
    }
}
