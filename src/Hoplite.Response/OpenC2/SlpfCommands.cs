using System.Net;
using System.Net.Sockets;
using Hoplite.Response.OpenC2.Slpf;

namespace Hoplite.Response.OpenC2;

/// <summary>Builds the commands of the profile for packet filters as a producer must (SLPF 1.0 §2.3): a complete answer is asked for unless said otherwise.</summary>
public static class SlpfCommands
{
    static readonly OpenC2Actuator Slpf = new("slpf");

    /// <summary>What a consumer can do.</summary>
    public static OpenC2Command Query(params IReadOnlyList<OpenC2Feature> wanted) => new(OpenC2Action.Query, new FeaturesTarget([.. wanted.Distinct()]));

    /// <summary>Denies packets.</summary>
    /// <exception cref="ArgumentException">There is no such command.</exception>
    public static OpenC2Command Deny(OpenC2Target target, OpenC2Args? args = null, OpenC2Actuator? actuator = null) => Make(OpenC2Action.Deny, target, args, actuator);

    /// <summary>Allows packets.</summary>
    /// <exception cref="ArgumentException">There is no such command.</exception>
    public static OpenC2Command Allow(OpenC2Target target, OpenC2Args? args = null, OpenC2Actuator? actuator = null) => Make(OpenC2Action.Allow, target, args, actuator);

    /// <summary>Takes a rule away.</summary>
    /// <exception cref="ArgumentException">There is no such command.</exception>
    public static OpenC2Command Delete(long ruleNumber, OpenC2Args? args = null, OpenC2Actuator? actuator = null) => Make(OpenC2Action.Delete, new RuleNumberTarget(ruleNumber), args, actuator);

    /// <summary>Loads a file of rules.</summary>
    /// <exception cref="ArgumentException">There is no such command.</exception>
    public static OpenC2Command Update(string name, string? path = null, OpenC2Args? args = null, OpenC2Actuator? actuator = null) => Make(OpenC2Action.Update, new FileTarget { FileName = name, Path = path }, args, actuator);

    /// <summary>A network or address as a target.</summary>
    public static OpenC2Target Net(IPNetwork network)
    {
        var normal = network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= 96 ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - 96) : network;
        return new NetTarget(normal);
    }

    /// <summary>Connections as a target; the family is that of an address, or given.</summary>
    /// <exception cref="ArgumentException">The addresses are of two families.</exception>
    public static ConnectionTarget Connection(IPNetwork? source = null, ushort? sourcePort = null, IPNetwork? destination = null, ushort? destinationPort = null, Layer4Protocol? protocol = null, bool isSix = false)
    {
        var families = new[] { source, destination }.OfType<IPNetwork>().Select(n => n.BaseAddress.AddressFamily).Distinct().ToArray();
        if (families.Length > 1) throw new ArgumentException("the addresses of a connection are of one family");
        return new ConnectionTarget(families is [var family] ? family == AddressFamily.InterNetworkV6 : isSix) { Source = source, SourcePort = sourcePort, Destination = destination, DestinationPort = destinationPort, Protocol = protocol };
    }

    static OpenC2Command Make(OpenC2Action action, OpenC2Target target, OpenC2Args? args, OpenC2Actuator? actuator)
    {
        var all = args ?? new OpenC2Args();
        if (all.ResponseRequested is null) all = all with { ResponseRequested = ResponseType.Complete };
        if (all.InsertRule is not null && all.ResponseRequested != ResponseType.Complete) throw new ArgumentException("with insert_rule the answer asked for is complete");
        if (action == OpenC2Action.Update && all.ResponseRequested == ResponseType.Status) throw new ArgumentException("the answer to update is complete, ack or none");
        var command = new OpenC2Command(action, target) { Args = all, Actuator = actuator ?? Slpf };
        if (SlpfChecks.Refuse(command) is { } reason) throw new ArgumentException(reason);

        // What is written is read again, so that nothing goes out that a strict reader would not take.
        try
        {
            return OpenC2Reader.Request(OpenC2Writer.Command(command)).Command;
        }
        catch (OpenC2Exception wrong)
        {
            throw new ArgumentException(wrong.Message, wrong);
        }
    }
}
