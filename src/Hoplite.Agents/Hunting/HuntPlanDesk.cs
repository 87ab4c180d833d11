using Hoplite.Agents.Models;
using Hoplite.Incidents.Reports;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Agents.Hunting;

/// <summary>Turns an analyst's words into a plan that is shown, keeps it for a while, and runs it when the analyst says so.</summary>
/// <param name="engine">Understands queries and runs them.</param>
/// <param name="library">The hunts there are now.</param>
/// <param name="desk">Where models are asked; null when there are none.</param>
/// <param name="time">The clock.</param>
public sealed class HuntPlanDesk(HuntEngine engine, Func<HuntLibrary> library, IModelDesk? desk, TimeProvider time)
{
    const int MostKept = 100;

    static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    readonly Lock _gate = new();
    readonly Dictionary<Guid, HuntReport> _reports = [];

    /// <summary>Makes a plan. Rules make it; a model can add steps, of the same closed kinds.</summary>
    /// <exception cref="ArgumentException">There is no question, or it is too long.</exception>
    public async ValueTask<HuntPlan> PlanAsync(string text, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > HuntQuestion.Longest) throw new ArgumentException($"a question has 1 to {HuntQuestion.Longest} characters");
        var (hunts, question, now) = (library(), HuntQuestion.Read(text), time.GetUtcNow());
        var chosen = HuntPlanner.Plan(text, question, hunts).Select(s => (Step: s, FromModel: false)).ToList();
        var tokens = 0L;
        if (desk is not null)
        {
            var (added, usage) = await HuntAdviser.AskAsync(desk, text, question, hunts, cancellation).ConfigureAwait(false);
            tokens = usage.InputTokens + usage.OutputTokens;
            chosen.AddRange(added.Where(a => !chosen.Exists(c => c.Step == a)).Take(HuntPlanner.MostSteps - chosen.Count).Select(s => (s, true)));
        }

        var end = until ?? now;
        var plan = new HuntPlan(
            Guid.CreateVersion7(now), SafeText.OneLine(text, HuntQuestion.Longest), chosen.Exists(c => c.FromModel) ? "model" : "rules", from ?? end - question.Back, end,
            [.. chosen.Select((c, i) => Shown(i + 1, c.Step, c.FromModel, hunts))], Gaps(question, chosen.Count), now + Lasts);
        Keep(new HuntReport(plan, "planned", [], [], plan.Gaps, 0, tokens));
        return plan;
    }

    /// <summary>What there is of a plan; null when there is no such plan any more.</summary>
    public HuntReport? Find(Guid id)
    {
        lock (_gate) return _reports.GetValueOrDefault(id) is { } report && report.Plan.Expires > time.GetUtcNow() ? report : null;
    }

    /// <summary>Says that a plan is being run; the one who hears true runs it.</summary>
    public bool TryBegin(Guid id)
    {
        lock (_gate)
        {
            if (Find(id) is not { State: not "running" } report) return false;
            _reports[id] = report with { State = "running", Results = [], Summary = [] };
            return true;
        }
    }

    /// <summary>Runs a plan that was begun, to its end.</summary>
    public void Run(Guid id, Func<string, HuntOptions, CancellationToken, HuntResult> run, CancellationToken cancellation)
    {
        if (Find(id) is not { } report) return;
        try
        {
            foreach (var step in new HuntRunner(run, time).Run(report.Plan, report.Tokens, cancellation)) Keep(report = step);
        }
        finally
        {
            if (report.State != "done") Keep(report with { State = "done", Gaps = [.. report.Gaps, "It was stopped before the end"] });
        }
    }

    HuntPlanStep Shown(int number, HuntStep step, bool fromModel, HuntLibrary hunts)
    {
        var kind = step switch { HuntStep.Library => "hunt", HuntStep.About => "entity", _ => "words" };
        var (kql, title, problem) = HuntStepQuery.Of(step, hunts);
        try
        {
            return new HuntPlanStep(number, kind, SafeText.OneLine(title, 200), kql is null ? null : engine.Compile(kql).Kql, fromModel, problem);
        }
        catch (KqlException wrong)
        {
            return new HuntPlanStep(number, kind, SafeText.OneLine(title, 200), null, fromModel, SafeText.OneLine(wrong.Message, 300));
        }
    }

    static IReadOnlyList<string> Gaps(HuntQuestion question, int steps) => steps > 0 ? question.Targets.Count + question.Hashes.Count + question.Quoted.Count == 0 ? ["The question names no address, machine, account, domain or file, so all of them are looked at"] : []
        : ["Nothing in the question could be turned into a step. Name an address, machine, account, domain or hash, or a technique such as brute force or PowerShell; or write a query under Hunt"];

    void Keep(HuntReport report)
    {
        lock (_gate)
        {
            if (_reports.Count >= MostKept && !_reports.ContainsKey(report.Plan.Id))
                foreach (var old in _reports.OrderBy(r => r.Value.Plan.Expires).Take(MostKept / 4).Select(r => r.Key).ToArray()) _reports.Remove(old);
            _reports[report.Plan.Id] = report;
        }
    }
}
