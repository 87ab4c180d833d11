namespace Hoplite.Response.Cacao;

/// <summary>Checks that look at one value at a time.</summary>
static class PlainChecks
{
    /// <summary>The longest delay or timeout that can be kept, milliseconds: 30 days.</summary>
    public const long LongestWait = 30L * 24 * 3600 * 1000;

    public static IEnumerable<PlaybookCheck.Finding> Emails(Playbook playbook, CheckContext context)
    {
        foreach (var (set, parties) in new[] { ("agent_definitions", playbook.Agents), ("target_definitions", playbook.Targets) })
            foreach (var party in parties.Values)
                foreach (var (use, address) in party.Emails.Where(e => !EmailForm.IsEmail(e.Value) && !VariableNames.Placeholders(e.Value).Any()))
                    yield return PlaybookCheck.Error(JsonPointer.Of(set, party.Id, "contact", "email", use), "this is no e-mail address");
    }

    public static IEnumerable<PlaybookCheck.Finding> Times(Playbook playbook, CheckContext context)
    {
        if (playbook.Modified < playbook.Created) yield return PlaybookCheck.Error("/modified", "it was changed before it was made");
        if (playbook.ValidUntil <= playbook.ValidFrom) yield return PlaybookCheck.Error("/valid_until", "it is no longer valid before it becomes valid");
        foreach (var name in new[] { "created", "modified" })
            if ((string?)playbook.Json[name] is { } text && text.Length - text.IndexOf('.', StringComparison.Ordinal) != 5) yield return PlaybookCheck.Warning("/" + name, "it is not written with exactly three digits behind the second");
        if (playbook.Created > context.Now.AddDays(1)) yield return PlaybookCheck.Warning("/created", "it was made in the future");
    }

    public static IEnumerable<PlaybookCheck.Finding> Validity(Playbook playbook, CheckContext context)
    {
        if (playbook.Revoked) yield return PlaybookCheck.Warning("/revoked", "the playbook is revoked and does not run");
        if (playbook.ValidUntil <= context.Now) yield return PlaybookCheck.Warning("/valid_until", "the playbook has expired and does not run");
        if (playbook.ValidFrom > context.Now) yield return PlaybookCheck.Warning("/valid_from", "the playbook is not valid yet and does not run");
    }

    public static IEnumerable<PlaybookCheck.Finding> Secrets(Playbook playbook, CheckContext context) =>
        playbook.AuthenticationInfos.Values.Where(a => a.HasClearSecret)
            .Select(a => PlaybookCheck.Warning(JsonPointer.Of("authentication_info_definitions", a.Id), "a secret stands in clear and is not used; name one with kms and kms_key_identifier"));

    public static IEnumerable<PlaybookCheck.Finding> Timing(Playbook playbook, CheckContext context)
    {
        foreach (var step in playbook.Workflow.Values)
        {
            if (step.TimeoutMilliseconds is <= 0 or > LongestWait) yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id, "timeout"), "a timeout is 1 millisecond to 30 days");
            if (step.DelayMilliseconds is > LongestWait) yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id, "delay"), "a delay is at most 30 days");
        }
    }
}
