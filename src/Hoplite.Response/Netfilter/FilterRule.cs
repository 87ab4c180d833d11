using System.Net;

namespace Hoplite.Response.Netfilter;

/// <summary>Where packets are looked at.</summary>
public enum FilterHook
{
    /// <summary>Those for this machine.</summary>
    Input,

    /// <summary>Those that pass through.</summary>
    Forward,

    /// <summary>Those of this machine.</summary>
    Output,
}

/// <summary>What is done with a packet.</summary>
public enum FilterVerdict
{
    /// <summary>It passes this table; other tables may still drop it.</summary>
    Accept,

    /// <summary>It vanishes.</summary>
    Drop,

    /// <summary>It vanishes, and its sender is told that the host cannot be reached.</summary>
    Reject,

    /// <summary>It vanishes, and its sender is told that the connection is open. TCP only, and not for packets of this machine.</summary>
    FalseAcknowledgement,
}

/// <summary>A rule without state. What is null is not looked at.</summary>
/// <param name="Remark">What it is known by: at most 120 letters of ASCII; <c>nft list</c> shows it.</param>
/// <param name="Hook">Where.</param>
/// <param name="Verdict">What is done.</param>
public sealed record FilterRule(string Remark, FilterHook Hook, FilterVerdict Verdict)
{
    /// <summary>Whether it is for IPv6 alone, or IPv4 alone; both when null.</summary>
    public bool? IsSix { get; init; }

    /// <summary>Where packets come from.</summary>
    public IPNetwork? Source { get; init; }

    /// <summary>Where packets go to.</summary>
    public IPNetwork? Destination { get; init; }

    /// <summary>The protocol above IP.</summary>
    public byte? Protocol { get; init; }

    /// <summary>The port they come from; only with a protocol that has ports.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>The port they go to; only with a protocol that has ports.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>The type of ICMP; only with that protocol.</summary>
    public byte? IcmpType { get; init; }

    /// <summary>The code of ICMP; only with that protocol.</summary>
    public byte? IcmpCode { get; init; }

    /// <summary>When it ends by the clock of the kernel, whether or not somebody takes it away.</summary>
    public DateTimeOffset? Until { get; init; }

    // A false acknowledgement takes two.
    internal int Count => Verdict == FilterVerdict.FalseAcknowledgement ? 2 : 1;

    internal string Chain => FilterTable.RulesOf(Hook switch { FilterHook.Input => "input", FilterHook.Forward => "forward", _ => "output" });

    // A false acknowledgement answers what opens a connection and drops the rest, so that none is ever open.
    internal void Write(NetlinkBatch batch)
    {
        FilterTable.Rule(batch, Chain, r => End(Conditions(r), Verdict == FilterVerdict.FalseAcknowledgement ? FilterVerdict.Drop : Verdict), Remark, isFirst: true);
        if (Verdict == FilterVerdict.FalseAcknowledgement) FilterTable.Rule(batch, Chain, r => End(Conditions(r).Opening(), Verdict), Remark, isFirst: true);
    }

    static RuleWriter End(RuleWriter rule, FilterVerdict verdict) => verdict switch
    {
        FilterVerdict.Accept => rule.Counter().Verdict(Schema.Accept),
        FilterVerdict.Drop => rule.Counter().Verdict(Schema.Drop),
        FilterVerdict.Reject => rule.Counter().Reject(),
        _ => rule.Counter().FalseAcknowledgement(),
    };

    RuleWriter Conditions(RuleWriter rule)
    {
        if (Until is { } until) rule = rule.Before(until);
        if (IsSix is { } six) rule = rule.Family(six);
        if (Source is { } source) rule = rule.Address(source, isSource: true);
        if (Destination is { } destination) rule = rule.Address(destination, isSource: false);
        if (Protocol is { } protocol) rule = rule.Protocol(protocol);
        if (SourcePort is { } from) rule = rule.Port(from, isSource: true);
        if (DestinationPort is { } to) rule = rule.Port(to, isSource: false);
        if (IcmpType is { } type) rule = rule.TransportByte(0, type);
        return IcmpCode is { } code ? rule.TransportByte(1, code) : rule;
    }
}
