using System.Text.Json.Nodes;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>All twelve kinds of command, as they are run here.</summary>
public static class CommandRunners
{
    /// <summary>A runner for each kind; those that are read but not run refuse.</summary>
    /// <param name="settings">What they need.</param>
    public static IReadOnlyList<ICommandRunner> All(CommandSettings settings) =>
    [
        new ManualRunner(),
        new BashRunner(settings.Bounds),
        new PowerShellRunner(),
        new HttpApiRunner(settings.Secrets),
        new SshRunner(settings.Secrets, settings.HostKeys),
        new OpenC2Runner(settings.Secrets, settings.LocalActuator),
        new SigmaRunner(settings.EvidenceFolder),
        new YaraRunner(settings.EvidenceFolder),
        new RefusingRunner(CommandKind.Elastic),
        new RefusingRunner(CommandKind.Jupyter),
        new RefusingRunner(CommandKind.Kestrel),
        new RefusingRunner(CommandKind.CalderaCmd),
    ];
}

/// <summary>What runners of commands need.</summary>
/// <param name="Secrets">The secret of a name; null when there is none.</param>
/// <param name="HostKeys">The pinned fingerprint of <c>host:port</c>, such as <c>SHA256:…</c>; null when none is pinned.</param>
/// <param name="EvidenceFolder">Where files lie that Sigma and YARA rules may look at.</param>
public sealed record CommandSettings(Func<string, string?> Secrets, Func<string, string?> HostKeys, string EvidenceFolder)
{
    /// <summary>What takes OpenC2 commands on this machine; null when nothing does.</summary>
    public Func<JsonObject, CommandCall, ValueTask<CommandResult>>? LocalActuator { get; init; }

    /// <summary>Within which bounds scripts run; null for the usual ones.</summary>
    public ProcessBounds? Bounds { get; init; }
}
