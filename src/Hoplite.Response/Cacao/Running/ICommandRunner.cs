namespace Hoplite.Response.Cacao.Running;

/// <summary>Gives one kind of command to the world. It keeps nothing between calls.</summary>
/// <remarks>What goes wrong is a result, not an exception: an exception leaves the outcome unknown.</remarks>
public interface ICommandRunner
{
    /// <summary>Which kind.</summary>
    CommandKind Kind { get; }

    /// <summary>Whether giving the very same call again, with the same <see cref="CommandCall.Key"/>, has no further effect. What is not is never given twice.</summary>
    bool IsRepeatable(CommandCall call);

    /// <summary>Gives the command. The token ends at the timeout of the call, or when the run is cancelled.</summary>
    ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation);

    /// <summary>What came of a call that was cut off, for instance by the end of the process; null when that cannot be told. Changes nothing.</summary>
    ValueTask<CommandResult?> LookUpAsync(CommandCall call, CancellationToken cancellation) => ValueTask.FromResult<CommandResult?>(null);

    /// <summary>What would be done, a line each, with nothing done.</summary>
    IReadOnlyList<string> Rehearse(CommandCall call) => [call.Command.Text];
}

/// <summary>One command in the hands of a runner.</summary>
/// <param name="RunId">Of which run.</param>
/// <param name="StepId">Of which step.</param>
/// <param name="Key">The same for every try at the same effect: UUIDv5 of the run, the way to the step with its rounds, and the target.</param>
/// <param name="Command">The command, values in place.</param>
/// <param name="Agent">Who acts.</param>
/// <param name="Target">What is acted on; the agent itself when the step names no target.</param>
/// <param name="Login">How to log in to the target, or else to the agent; null for without.</param>
/// <param name="Variables">The variables the step may see, with their values; those without a value are left out.</param>
/// <param name="OutArgs">The names of the variables the step may set.</param>
/// <param name="Timeout">How long it may take.</param>
public sealed record CommandCall(
    Guid RunId,
    string StepId,
    Guid Key,
    ReadyCommand Command,
    Party Agent,
    Party Target,
    AuthenticationInfo? Login,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> OutArgs,
    TimeSpan Timeout);

/// <summary>What came of a command: one of the kinds below.</summary>
public abstract record CommandResult
{
    /// <summary>The longest output text that is kept, characters.</summary>
    public const int LongestText = 65_536;

    private protected CommandResult()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Outputs">Values of variables by name; those the step does not declare as out_args are ignored.</param>
    /// <param name="Text">What it said.</param>
    public sealed record Done(IReadOnlyDictionary<string, string> Outputs, string Text) : CommandResult;

    /// <summary>It has surely not been done, or not had its effect.</summary>
    /// <param name="Sentence">Why, in one sentence.</param>
    public sealed record Failed(string Sentence) : CommandResult;

    /// <summary>Nothing is done yet: somebody must approve. It is given again, with the same key, when the run is resumed.</summary>
    /// <param name="What">What is to be approved.</param>
    public sealed record WaitsForApproval(string What) : CommandResult;

    /// <summary>A person does it and answers.</summary>
    /// <param name="What">What is to be done.</param>
    public sealed record WaitsForAnswer(string What) : CommandResult;

    /// <summary>It may have been done or not.</summary>
    /// <param name="Sentence">Why that cannot be told, in one sentence.</param>
    public sealed record Unknown(string Sentence) : CommandResult;

    /// <summary>It is done; what it said is put into the variables the step declares.</summary>
    /// <param name="text">What it said. Lines <c>__name__=value</c> set variables; when there are none, a step with one out_arg gets the whole text.</param>
    /// <param name="call">The call.</param>
    public static Done Said(string text, CommandCall call)
    {
        if (text.Length > LongestText) text = text[..LongestText];
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var equals = line.IndexOf('=');
            if (equals < 0) continue;
            var name = line[..equals].Trim().ToString();
            if (call.OutArgs.Contains(name, StringComparer.Ordinal)) outputs[name] = line[(equals + 1)..].Trim().ToString();
        }

        if (outputs.Count == 0 && call.OutArgs.Count == 1) outputs[call.OutArgs[0]] = text.Trim();
        return new Done(outputs, text);
    }
}
