using System.Globalization;
using System.Text;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;
using Hoplite.Response.Cacao.Running;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>Looks for a Sigma rule in recorded events (CACAO 2.0 §5.11). The first out_arg becomes the number of findings.</summary>
/// <param name="folder">Where events may lie; which file is named by the variable <c>__evidence__</c> or a <c>file://</c> address of the target.</param>
public sealed class SigmaRunner(string folder) : ICommandRunner
{
    readonly EvidenceFiles _files = new(folder);

    /// <inheritdoc />
    public CommandKind Kind => CommandKind.Sigma;

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => true;

    /// <inheritdoc />
    public async ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
    {
        var (path, problem) = _files.Find(call);
        if (problem is not null) return new CommandResult.Failed(problem);
        var rules = RuleReader.Load([new RuleFile("command.yml", Encoding.UTF8.GetBytes(call.Command.Text))], RuleOptions.Default);
        if (rules.Rejections.Length > 0) return new CommandResult.Failed($"the rule cannot be used: {rules.Rejections[0].Reason}");
        if (rules.Rules.Length + rules.Correlations.Length == 0) return new CommandResult.Failed("the command holds no rule");
        var report = await Task.Run(() => new EvidenceScan(rules, scan: new ScanOptions { Workers = 1 }).Run([path], withIncidents: false, cancellation), cancellation);
        return Found.In(call, [.. report.Findings.Select(f => $"{f.Time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "without time"} {f.Rule.Title}")]);
    }
}

/// <summary>Looks for YARA rules in files (CACAO 2.0 §5.13) with the program <c>yara</c>, where it is installed. The first out_arg becomes the number of matches.</summary>
/// <param name="folder">Where files may lie; which one is named by the variable <c>__evidence__</c> or a <c>file://</c> address of the target.</param>
public sealed class YaraRunner(string folder) : ICommandRunner
{
    readonly EvidenceFiles _files = new(folder);

    /// <inheritdoc />
    public CommandKind Kind => CommandKind.Yara;

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => true;

    /// <inheritdoc />
    public async ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
    {
        if (Programs.Find("yara") is null) return new CommandResult.Failed("YARA is not installed here: there is no program yara");
        var (path, problem) = _files.Find(call);
        if (problem is not null) return new CommandResult.Failed(problem);
        try
        {
            var end = await SandboxedProcess.RunAsync(("rule.yar", call.Command.Text), ["yara", "--no-follow-symlinks", "-w", "-r", "{file}", path], call.Key, ProcessBounds.Usual, cancellation);
            if (end.WasStopped) return new CommandResult.Failed("it was stopped before its end");
            return end.Code == 0 ? Found.In(call, end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) : new CommandResult.Failed($"the rule cannot be used, {end.Complaint}");
        }
        catch (IOException wrong)
        {
            return new CommandResult.Failed(wrong.Message);
        }
    }
}

/// <summary>What a rule found.</summary>
static class Found
{
    /// <summary>The number of findings for the first out_arg, the findings as text.</summary>
    public static CommandResult.Done In(CommandCall call, IReadOnlyList<string> findings)
    {
        var text = string.Join('\n', findings);
        return new CommandResult.Done(
            call.OutArgs.Count > 0 ? new Dictionary<string, string> { [call.OutArgs[0]] = findings.Count.ToString(CultureInfo.InvariantCulture) } : [],
            text.Length > CommandResult.LongestText ? text[..CommandResult.LongestText] : text);
    }
}
