namespace Hoplite.Response.Cacao;

/// <summary>One static check of playbooks, beyond what the schema says.</summary>
/// <param name="Name">Its name in problems, small letters and dashes.</param>
/// <param name="Says">What it looks for, in one sentence.</param>
public sealed record PlaybookCheck(string Name, string Says)
{
    internal Func<Playbook, CheckContext, IEnumerable<Finding>> Find { get; init; } = static (_, _) => [];

    /// <summary>What a check found.</summary>
    internal readonly record struct Finding(ProblemSeverity Severity, string Pointer, string Sentence);

    internal static Finding Error(string pointer, string sentence) => new(ProblemSeverity.Error, pointer, sentence);

    internal static Finding Warning(string pointer, string sentence) => new(ProblemSeverity.Warning, pointer, sentence);
}

/// <summary>What checks know beside the playbook.</summary>
/// <param name="Now">The time, UTC.</param>
sealed record CheckContext(DateTimeOffset Now);

/// <summary>All static checks.</summary>
public static class PlaybookChecks
{
    /// <summary>The checks, in the order in which they run.</summary>
    public static IReadOnlyList<PlaybookCheck> All { get; } =
    [
        new("start", "the workflow begins at a step that exists, and at a start step") { Find = WorkflowChecks.Start },
        new("reference", "every step, agent, target, login, extension and marking that is named exists") { Find = ReferenceChecks.Find },
        new("identifier", "every identifier is one, and of the kind that its place asks for") { Find = IdentifierChecks.Find },
        new("member", "no member is one that CACAO does not know") { Find = MemberChecks.Find },
        new("ends", "every way through the workflow comes to an end step") { Find = WorkflowChecks.Ends },
        new("reach", "every step can be reached") { Find = WorkflowChecks.Reach },
        new("loop", "every loop can end") { Find = WorkflowChecks.Loops },
        new("ways", "no step has both on_completion and on_success or on_failure, and every fork has ways out") { Find = WorkflowChecks.Ways },
        new("command", "every command says something that its kind can take") { Find = CommandChecks.Find },
        new("condition", "every condition can be read") { Find = ConditionChecks.Find },
        new("variable", "variables are declared, used, of their type, and constants stay as they are") { Find = VariableChecks.Find },
        new("party", "agents and targets can be reached, and logins used") { Find = PartyChecks.Find },
        new("email", "e-mail addresses are some") { Find = PlainChecks.Emails },
        new("times", "times are in order") { Find = PlainChecks.Times },
        new("validity", "the playbook is neither revoked nor expired") { Find = PlainChecks.Validity },
        new("secret", "no secret stands in clear") { Find = PlainChecks.Secrets },
        new("timing", "delays and timeouts are ones that can be kept") { Find = PlainChecks.Timing },
        new("summary", "what the playbook says of itself is so") { Find = SummaryChecks.Find },
        new("signature", "signatures belong to the playbook as it is") { Find = SignatureChecks.Find },
        new("approval", "what is hard to take back is approved by a person or signed") { Find = DestructiveChecks.Approval },
        new("rollback", "what is hard to take back has a way back") { Find = DestructiveChecks.Rollback },
    ];

    /// <summary>Runs all checks.</summary>
    /// <param name="playbook">The playbook.</param>
    /// <param name="file">Its name in problems.</param>
    /// <param name="now">The time, UTC.</param>
    public static IReadOnlyList<PlaybookProblem> Run(Playbook playbook, string file, DateTimeOffset now)
    {
        var context = new CheckContext(now);
        return [.. All.SelectMany(check => check.Find(playbook, context).Select(f => new PlaybookProblem(file, f.Pointer, check.Name, f.Severity, f.Sentence))).Distinct()];
    }
}
