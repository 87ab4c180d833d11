namespace Hoplite.Response.Cacao;

/// <summary>Looks whether identifiers are some, and of the right kind (CACAO 2.0 §10.10). The schemas pass over a key that fits none of their patterns.</summary>
static class IdentifierChecks
{
    const string Schema = "data-types/identifier.json";

    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context) => Own(playbook).Concat(Keys(playbook)).Concat(Named(playbook));

    static IEnumerable<PlaybookCheck.Finding> Own(Playbook playbook)
    {
        if (!IsOf("playbook", playbook.Id)) yield return PlaybookCheck.Error("/id", "the id of a playbook begins with playbook--");
        if (!IsOf("identity", playbook.CreatedBy)) yield return PlaybookCheck.Error("/created_by", "whoever made the playbook is an identity, with an id that begins with identity--");
        for (var i = 0; i < playbook.DerivedFrom.Count; i++)
            if (!IsOf("playbook", playbook.DerivedFrom[i])) yield return PlaybookCheck.Error($"/derived_from/{i}", "a playbook is derived from playbooks only, with ids that begin with playbook--");
        for (var i = 0; i < playbook.Markings.Count; i++)
            if (!playbook.Markings[i].StartsWith("marking-", StringComparison.Ordinal)) yield return PlaybookCheck.Error($"/markings/{i}", "this is no data marking; the id of one begins with marking-");
    }

    static IEnumerable<PlaybookCheck.Finding> Keys(Playbook playbook)
    {
        foreach (var (id, kind) in playbook.Workflow.Keys.Select(id => (id, (string?)playbook.Json["workflow"]![id]!["type"] ?? "")).Where(s => !IsOf(s.Item2, s.id))) yield return Wrong("workflow", id, "step", kind);
        foreach (var login in playbook.AuthenticationInfos.Values.Where(a => !IsOf(a.Kind, a.Id))) yield return Wrong("authentication_info_definitions", login.Id, "login", login.Kind);
        foreach (var marking in playbook.DataMarkings.Values.Where(m => !IsOf(m.Kind, m.Id))) yield return Wrong("data_marking_definitions", marking.Id, "marking", marking.Kind);
        foreach (var id in playbook.ExtensionDefinitions.Keys.Where(id => !IsOf("extension-definition", id))) yield return Wrong("extension_definitions", id, "definition", "extension-definition");

        // Agents and targets may be of a vocabulary that is not that of CACAO, but their keys are ids as any.
        foreach (var (set, parties) in new[] { ("agent_definitions", playbook.Agents), ("target_definitions", playbook.Targets) })
            foreach (var id in parties.Keys.Where(id => !IsIdentifier(id))) yield return PlaybookCheck.Error(JsonPointer.Of(set, id), $"{Shown(id)} is no id: one is a type, two dashes and a UUID");
    }

    static IEnumerable<PlaybookCheck.Finding> Named(Playbook playbook)
    {
        foreach (var call in playbook.Workflow.Values.OfType<PlaybookActionStep>().Where(c => !IsOf("playbook", c.PlaybookId)))
            yield return PlaybookCheck.Error(JsonPointer.Of("workflow", call.Id, "playbook_id"), "a playbook-action calls a playbook, with an id that begins with playbook--");
        var extensions = (playbook.Extensions ?? []).Select(e => (Pointer: JsonPointer.Of("playbook_extensions", e.Key), e.Key))
            .Concat(playbook.Workflow.Values.SelectMany(s => (s.Extensions ?? []).Select(e => (Pointer: JsonPointer.Of("workflow", s.Id, "step_extensions", e.Key), e.Key))));
        foreach (var (pointer, id) in extensions.Where(e => !IsOf("extension-definition", e.Key)))
            yield return PlaybookCheck.Error(pointer, $"{Shown(id)} is no id of an extension: one is extension-definition, two dashes and a UUID");
    }

    static PlaybookCheck.Finding Wrong(string set, string id, string what, string kind) => PlaybookCheck.Error(JsonPointer.Of(set, id), $"{Shown(id)} is no id of this {what}: it must be {Shown(kind)}, two dashes and a UUID");

    static bool IsIdentifier(string text) => SchemaSet.Pattern(SchemaSet.Find(Schema).GetProperty("pattern").GetString()!).IsMatch(text);

    static bool IsOf(string kind, string id) => id.StartsWith(kind + "--", StringComparison.Ordinal) && IsIdentifier(id);

    static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
