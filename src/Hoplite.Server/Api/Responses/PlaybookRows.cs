using Hoplite.Agents.Working;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Server.Api.Responses;

/// <summary>Playbooks as the API writes them.</summary>
static class PlaybookRows
{
    public static PlaybookRow Of(LibraryEntry entry, PlaybookDesk desk) => entry.Playbook is { } playbook
        ? new PlaybookRow(playbook.Id, playbook.Name, playbook.Description ?? "", playbook.Types, playbook.Workflow.Count, entry.IsUsable, entry.Problems.Count, PlaybookSketch.IsDestructive(playbook), desk.SignersOf(playbook), Path.GetFileName(entry.File))
        : new PlaybookRow("", Path.GetFileName(entry.File), "It cannot be read.", [], 0, false, entry.Problems.Count, false, [], Path.GetFileName(entry.File));

    public static PlaybookDetail Detail(LibraryEntry entry, PlaybookDesk desk)
    {
        var playbook = entry.Playbook!;
        return new PlaybookDetail(
            playbook.Id, playbook.Name, playbook.Description ?? "", System.Text.Encoding.UTF8.GetString(playbook.ToBytes()), [.. PlaybookSketch.Of(playbook).Select(Of)], playbook.WorkflowStart,
            [.. playbook.Variables.Values.Select(v => new PlaybookVariableRow(v.Name, v.Type, v.Value, v.External, v.Description ?? ""))],
            [.. entry.Problems.Select(p => new PlaybookProblemRow(p.Pointer, p.Check, InvestigationJson.Word(p.Severity), p.Sentence))], desk.SignersOf(playbook),
            [.. desk.Engine.Latest(200).Where(r => r.PlaybookId == playbook.Id).Take(50).Select(Of)]);
    }

    public static PlaybookRunRow Of(RunView run) => new(run.Id, run.PlaybookId, run.Name, InvestigationJson.Word(run.State), run.Started, run.Ended, run.Sentence);

    public static PlaybookRunStep Of(StepView step, Playbook? playbook) => new(
        step.StepId, playbook?.Workflow.GetValueOrDefault(step.StepId)?.Title ?? step.StepId, InvestigationJson.Word(step.State), step.Started, step.Ended, step.Sentence.Length > 0 ? step.Sentence : step.Output);

    static PlaybookStep Of(SketchedStep step) => new(step.Id, step.Kind, step.Title, step.Description, [.. step.Ways.Select(w => new PlaybookLink(w.To, w.When))], step.Commands);
}
