namespace Hoplite.Response.OpenC2.Slpf;

/// <summary>Which commands the profile for packet filters without state has (SLPF 1.0 §2.3).</summary>
public static class SlpfChecks
{
    /// <summary>The targets of each action.</summary>
    public static IReadOnlyList<(OpenC2Action Action, IReadOnlyList<string> Targets)> Pairs { get; } =
    [
        (OpenC2Action.Allow, ["ipv4_net", "ipv6_net", "ipv4_connection", "ipv6_connection"]),
        (OpenC2Action.Deny, ["ipv4_net", "ipv6_net", "ipv4_connection", "ipv6_connection"]),
        (OpenC2Action.Query, ["features"]),
        (OpenC2Action.Delete, ["slpf:rule_number"]),
        (OpenC2Action.Update, ["file"]),
    ];

    /// <summary>Why the profile has no such command, as the text of a status 501; null when it has.</summary>
    public static string? Refuse(OpenC2Command command)
    {
        var targets = Pairs.Where(p => p.Action == command.Action).Select(p => p.Targets).FirstOrDefault();
        if (targets is null) return "Command not supported";
        if (!targets.Contains(command.Target.Name)) return command.Action switch { OpenC2Action.Delete => "target not supported", OpenC2Action.Update => "Command not supported", _ => "Target type not supported" };
        if (command.Actuator is { Profile: not "slpf" }) return "Profile not supported";
        return RefuseOption(command) is { } option ? $"Option not supported: {option}" : null;
    }

    static string? RefuseOption(OpenC2Command command)
    {
        var args = command.Args;
        return command.Action switch
        {
            OpenC2Action.Query when args.HasTime || args.HasSlpf => "query takes response_requested only",
            OpenC2Action.Delete when args.HasSlpf => "delete takes response_requested and times only",
            OpenC2Action.Update when args.HasSlpf || args.StopTime is not null || args.Duration is not null => "update takes response_requested and start_time only",
            OpenC2Action.Update when command.Target is FileTarget { Sha256: null } and not { Md5: null, Sha1: null } => "of hashes sha256 only",
            OpenC2Action.Allow when args.DropProcess is not null => "drop_process is for deny",
            OpenC2Action.Deny when args.DropProcess == DropProcess.FalseAck && !IsAcknowledged(command) => "false_ack is for connections of tcp that come in (direction ingress)",
            _ => null,
        };
    }

    // Only TCP says that it is open, and the kernel cannot say so to programs of its own.
    static bool IsAcknowledged(OpenC2Command command) => command.Target is ConnectionTarget { Protocol: Layer4Protocol.Tcp } && command.Args.Direction == Direction.Ingress;
}
