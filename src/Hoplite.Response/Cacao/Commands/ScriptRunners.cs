using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>Runs a Bash script on this machine (CACAO 2.0 §5.2), within narrow bounds and without network. Its output becomes the out_args.</summary>
/// <param name="bounds">Its bounds; null for the usual ones.</param>
public sealed class BashRunner(ProcessBounds? bounds = null) : ICommandRunner
{
    /// <inheritdoc />
    public CommandKind Kind => CommandKind.Bash;

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => false;

    /// <inheritdoc />
    public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation) =>
        ScriptRun.RunAsync(call, ("command.sh", call.Command.Text), ["bash", "--noprofile", "--norc", "{file}"], bounds, cancellation);
}

/// <summary>Runs a PowerShell script on this machine (CACAO 2.0 §5.10) where <c>pwsh</c> is installed.</summary>
/// <param name="bounds">Its bounds; null for the usual ones.</param>
public sealed class PowerShellRunner(ProcessBounds? bounds = null) : ICommandRunner
{
    // The .NET inside PowerShell reserves far more address space than it uses.
    static readonly ProcessBounds Wide = ProcessBounds.Usual with { MemoryBytes = 512L << 30 };

    /// <inheritdoc />
    public CommandKind Kind => CommandKind.PowerShell;

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => false;

    /// <inheritdoc />
    public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation) => Programs.Find("pwsh") is null
        ? ValueTask.FromResult<CommandResult>(new CommandResult.Failed("PowerShell is not installed here: there is no pwsh"))
        : ScriptRun.RunAsync(call, ("command.ps1", call.Command.Text), ["pwsh", "-NoProfile", "-NonInteractive", "-File", "{file}"], bounds ?? Wide, cancellation);
}

/// <summary>One run of a script.</summary>
static class ScriptRun
{
    public static async ValueTask<CommandResult> RunAsync(CommandCall call, (string, string) file, IReadOnlyList<string> command, ProcessBounds? bounds, CancellationToken cancellation)
    {
        try
        {
            var end = await SandboxedProcess.RunAsync(file, command, call.Key, bounds ?? ProcessBounds.Usual, cancellation);
            if (end.WasStopped) return new CommandResult.Failed($"it was stopped before its end, after at most {call.Timeout.TotalSeconds:0.###} seconds; what it had done by then stays");
            return end.Code == 0 ? CommandResult.Said(end.Output, call) : new CommandResult.Failed($"the script failed, {end.Complaint}");
        }
        catch (IOException wrong)
        {
            return new CommandResult.Failed(wrong.Message);
        }
    }
}

/// <summary>Where programs are.</summary>
static class Programs
{
    /// <summary>The path of a program; null when it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
