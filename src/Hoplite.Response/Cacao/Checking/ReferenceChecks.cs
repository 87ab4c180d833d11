using System.Text.Json.Nodes;

namespace Hoplite.Response.Cacao;

/// <summary>Looks whether everything that is named exists.</summary>
static class ReferenceChecks
{
    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context) =>
        Steps(playbook).Concat(Parties(playbook)).Concat(Markings(playbook)).Concat(Extensions(playbook));

    static IEnumerable<PlaybookCheck.Finding> Steps(Playbook playbook)
    {
        if (playbook.WorkflowException is { } exception && !playbook.Workflow.ContainsKey(exception))
            yield return PlaybookCheck.Error("/workflow_exception", $"the step {exception} does not exist");
        foreach (var step in playbook.Workflow.Values)
        {
            foreach (var link in StepLinks.Of(step).Where(l => !playbook.Workflow.ContainsKey(l.To)))
                yield return PlaybookCheck.Error($"{JsonPointer.Of("workflow", step.Id)}/{link.Member}", $"the step {link.To} does not exist");
            if (step is not ActionStep action) continue;
            if (!playbook.Agents.ContainsKey(action.Agent)) yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id, "agent"), $"the agent {action.Agent} does not exist");
            for (var i = 0; i < action.Targets.Count; i++)
                if (!playbook.Targets.ContainsKey(action.Targets[i]) && !playbook.Agents.ContainsKey(action.Targets[i]))
                    yield return PlaybookCheck.Error($"{JsonPointer.Of("workflow", step.Id, "targets")}/{i}", $"the target {action.Targets[i]} does not exist");
        }
    }

    static IEnumerable<PlaybookCheck.Finding> Parties(Playbook playbook)
    {
        foreach (var (set, parties) in new[] { ("agent_definitions", playbook.Agents), ("target_definitions", playbook.Targets) })
            foreach (var party in parties.Values)
            {
                if (party.Authentication is { } login && !playbook.AuthenticationInfos.ContainsKey(login))
                    yield return PlaybookCheck.Error(JsonPointer.Of(set, party.Id, "authentication_info"), $"the login {login} does not exist");
                if (!Party.KnownKinds.Contains(party.Kind)) yield return PlaybookCheck.Warning(JsonPointer.Of(set, party.Id, "type"), $"the type {party.Kind} is none of CACAO 2.0");
                else if (!party.Id.StartsWith(party.Kind + "--", StringComparison.Ordinal)) yield return PlaybookCheck.Warning(JsonPointer.Of(set, party.Id), "the id does not begin with the type");
            }
    }

    static IEnumerable<PlaybookCheck.Finding> Markings(Playbook playbook)
    {
        for (var i = 0; i < playbook.Markings.Count; i++)
            if (!playbook.DataMarkings.ContainsKey(playbook.Markings[i]))
                yield return PlaybookCheck.Warning($"/markings/{i}", $"the marking {playbook.Markings[i]} is not defined in the playbook");
    }

    // A definition may stand elsewhere; without it nobody can tell what the extension means, but the playbook runs.
    static IEnumerable<PlaybookCheck.Finding> Extensions(Playbook playbook)
    {
        var used = Used(playbook.Extensions, "/playbook_extensions").Concat(playbook.Workflow.Values.SelectMany(s => Used(s.Extensions, JsonPointer.Of("workflow", s.Id, "step_extensions"))));
        foreach (var (id, pointer) in used.DistinctBy(u => u.Id).Where(u => !playbook.ExtensionDefinitions.ContainsKey(u.Id)))
            yield return PlaybookCheck.Warning(pointer, $"the extension {id} is not defined in the playbook");
    }

    static IEnumerable<(string Id, string Pointer)> Used(JsonObject? extensions, string pointer) => extensions?.Select(e => (e.Key, JsonPointer.Join(pointer, e.Key))) ?? [];
}
