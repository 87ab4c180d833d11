using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Tests.Replay;

/// <summary>What a policy says of a call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Asks">Why a person is asked; null when nobody is.</param>
sealed record Ruling(RecordedCall Call, ToolShape Shape, string? Asks);

/// <summary>A policy: rules on the calls of a run in order, knowing nothing of what comes later and nothing of what the attacker wanted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Judge">It.</param>
sealed record ReplayPolicy(string Name, Func<RecordedRun, IReadOnlyList<Ruling>> Judge)
{
    /// <summary>The list of tools alone: what the plan has no word for needs a person.</summary>
    public static ReplayPolicy ToolListOnly { get; } = new("tool list only", run =>
    {
        var plan = new OperatorPlan(run.Prompt);
        return [.. run.Calls.Select(c => (Call: c, Shape: ToolShape.Of(c.Tool))).Select(c => new Ruling(c.Call, c.Shape, plan.Families.Contains(c.Shape.Family) ? null : "plan"))];
    });

    /// <summary>Binary labels: after any untrusted text nothing has an effect without a person.</summary>
    public static ReplayPolicy BinaryTaint { get; } = new("binary taint", run =>
        [.. run.Calls.Select(c => (Call: c, Shape: ToolShape.Of(c.Tool))).Select(c => new Ruling(c.Call, c.Shape, c.Call.IsAfterUntrusted && c.Shape.Class > ActionClass.Read ? "taint" : null))]);

    /// <summary>Graded labels, the plan and the class of the action.</summary>
    /// <param name="name">The name.</param>
    /// <param name="designated">What a value is worth that only a source the operator named can have given.</param>
    /// <param name="isBlind">Whether it is unknown which text was the attacker's; then only where a value came from counts.</param>
    public static ReplayPolicy Graded(string name, Integrity designated, bool isBlind = false) => new(name, run => Rule(run, designated, isBlind));

    static List<Ruling> Rule(RecordedRun run, Integrity designated, bool isBlind)
    {
        var plan = new OperatorPlan(run.Prompt);
        var labels = new ValueLabels(plan, isBlind ? [] : run.Injections, run.Injections.Count > 0, designated);
        var rulings = new List<Ruling>();
        foreach (var call in run.Calls)
        {
            var shape = ToolShape.Of(call.Tool);
            if (shape.Class == ActionClass.Read) labels.Read(call);
            var least = Label.Join(shape.Targets(call).Select(t => labels.Of(t.Name, t.Value, shape.Family)).DefaultIfEmpty(new Label(Integrity.Operator, Confidentiality.Public, Provenance.None))).Integrity;
            var asks = shape.Class == ActionClass.Read ? null : Asks(plan, shape, least);
            if (asks is null && shape.Family is "visit" or "form" or "download") labels.ReadPage();
            rulings.Add(new Ruling(call, shape, asks));
        }

        return rulings;
    }

    static string? Asks(OperatorPlan plan, ToolShape shape, Integrity least) =>
        !plan.Families.Contains(shape.Family) && !IsImplied(plan, shape, least) ? "plan"
        : least < Needed(shape.Class) ? $"I{(int)least} for {shape.Class}"
        : null;

    static Integrity Needed(ActionClass @class) => @class switch
    {
        ActionClass.Read => Integrity.FreeText,
        ActionClass.Narrow => Integrity.Source,
        ActionClass.Wide => Integrity.Sensor,
        _ => Integrity.Operator,
    };

    // Looking at a place and keeping things in one's own folders is part of any task, as long as no outsider chose the place.
    static bool IsImplied(OperatorPlan plan, ToolShape shape, Integrity least) => shape switch
    {
        { Family: "files" } => least >= Integrity.Sensor,
        { Family: "visit" } => least >= Integrity.Source,
        { Family: "download", Class: ActionClass.Narrow } => least >= Integrity.Sensor,
        { Family: "download" } => least == Integrity.Operator || least >= Integrity.Sensor && plan.Families.Contains("visit"),
        _ => false,
    };
}
