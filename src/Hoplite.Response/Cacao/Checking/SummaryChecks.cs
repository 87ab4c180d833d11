namespace Hoplite.Response.Cacao;

/// <summary>Looks whether what a playbook says of itself as a whole is so (CACAO 2.0 §3.1, §10.14).</summary>
static class SummaryChecks
{
    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context)
    {
        foreach (var (name, said) in playbook.ProcessingSummary)
            if (Has(playbook, name) is { } has && has != said)
                yield return PlaybookCheck.Warning(JsonPointer.Of("playbook_processing_summary", name), said ? $"it says {name}, but there is none of it in the playbook" : $"it says no {name}, but there is some in the playbook");
        if (playbook.Types.Count > 0 && playbook.Activities.Count == 0) yield return PlaybookCheck.Warning("/playbook_types", "with playbook_types there must be playbook_activities");
        if (!playbook.Workflow.Values.Any(s => s is ActionStep or PlaybookActionStep)) yield return PlaybookCheck.Warning("/workflow", "there is no action step and no playbook-action step; the playbook does nothing");
    }

    static bool? Has(Playbook playbook, string name)
    {
        var steps = playbook.Workflow.Values;
        return name switch
        {
            "manual_playbook" => steps.OfType<ActionStep>().Any(a => a.Commands.Any(c => c.Kind == CommandKind.Manual)),
            "external_playbooks" => steps.Any(s => s is PlaybookActionStep),
            "parallel_processing" => steps.Any(s => s is ParallelStep),
            "if_logic" => steps.Any(s => s is IfStep),
            "while_logic" => steps.Any(s => s is WhileStep),
            "switch_logic" => steps.Any(s => s is SwitchStep),
            "data_markings" => playbook.Markings.Count > 0 || playbook.DataMarkings.Count > 0,
            "digital_signatures" => playbook.Signatures.Count > 0,
            _ => null,
        };
    }
}
