using System.Net;
using Hoplite.Response.Netfilter;

namespace Hoplite.Response.OpenC2.Slpf;

/// <summary>Turns allow and deny into rules of the packet filter (SLPF 1.0 §2.3.1, §2.3.2).</summary>
static class SlpfTranslation
{
    static readonly byte[] WithPorts = [6, 17, 132];

    /// <summary>The rules of a command.</summary>
    /// <param name="command">The command: allow or deny.</param>
    /// <param name="remark">What the rules are known by.</param>
    /// <param name="until">When the kernel ends them by itself.</param>
    public static IReadOnlyList<FilterRule> Rules(OpenC2Command command, string remark, DateTimeOffset? until)
    {
        var verdict = (command.Action, command.Args.DropProcess) switch
        {
            (OpenC2Action.Allow, _) => FilterVerdict.Accept,
            (_, DropProcess.Reject) => FilterVerdict.Reject,
            (_, DropProcess.FalseAck) => FilterVerdict.FalseAcknowledgement,
            _ => FilterVerdict.Drop,
        };
        return [.. Hooks(command.Args.Direction ?? Direction.Both).SelectMany(h => Rules(command.Target, new FilterRule(remark, h, verdict) { Until = until }))];
    }

    /// <summary>The networks that a command is about; everything where it names none.</summary>
    public static IReadOnlyList<IPNetwork> Networks(OpenC2Target target) => target switch
    {
        NetTarget net => [net.Network],
        ConnectionTarget { Source: null, Destination: null } any => [any.IsSix ? IPNetwork.Parse("::/0") : IPNetwork.Parse("0.0.0.0/0")],
        ConnectionTarget connection => [.. new[] { connection.Source, connection.Destination }.OfType<IPNetwork>()],
        _ => [],
    };

    // What passes through comes in and goes out.
    static FilterHook[] Hooks(Direction direction) => direction switch
    {
        Direction.Ingress => [FilterHook.Input, FilterHook.Forward],
        Direction.Egress => [FilterHook.Output, FilterHook.Forward],
        _ => [FilterHook.Input, FilterHook.Forward, FilterHook.Output],
    };

    static IEnumerable<FilterRule> Rules(OpenC2Target target, FilterRule rule) => target switch
    {
        NetTarget net => [rule with { Source = net.Network }, rule with { Destination = net.Network }],
        ConnectionTarget connection => Protocols(connection).Select(p => rule with
        {
            IsSix = connection.Source is null && connection.Destination is null ? connection.IsSix : null,
            Source = connection.Source,
            Destination = connection.Destination,
            Protocol = p,
            SourcePort = connection.SourcePort,
            DestinationPort = connection.DestinationPort,
            IcmpType = connection.IcmpType,
            IcmpCode = connection.IcmpCode,
        }),
        _ => [],
    };

    // A port without a protocol is one of any protocol that has ports.
    static IEnumerable<byte?> Protocols(ConnectionTarget connection) => connection.Protocol switch
    {
        Layer4Protocol.Icmp => [connection.IsSix ? (byte)58 : (byte)1],
        Layer4Protocol.Tcp => [6],
        Layer4Protocol.Udp => [17],
        Layer4Protocol.Sctp => [132],
        _ when connection.SourcePort is not null || connection.DestinationPort is not null => WithPorts.Select(p => (byte?)p),
        _ => [null],
    };
}
