using System.Net;

namespace Hoplite.Response.OpenC2;

/// <summary>What an action is for (OpenC2 1.0 §3.3.1.2). The list is closed.</summary>
public abstract record OpenC2Target
{
    private protected OpenC2Target()
    {
    }

    /// <summary>The name in messages.</summary>
    public abstract string Name { get; }
}

/// <summary>What a consumer can do.</summary>
/// <param name="Wanted">What is asked for, each once; nothing asks only whether it is alive.</param>
public sealed record FeaturesTarget(IReadOnlyList<OpenC2Feature> Wanted) : OpenC2Target
{
    /// <inheritdoc />
    public override string Name => "features";
}

/// <summary>A file. At least one of its properties is there.</summary>
public sealed record FileTarget : OpenC2Target
{
    /// <inheritdoc />
    public override string Name => "file";

    /// <summary>Its name.</summary>
    public string? FileName { get; init; }

    /// <summary>The folder it is in.</summary>
    public string? Path { get; init; }

    /// <summary>Its MD5: 32 hex digits.</summary>
    public string? Md5 { get; init; }

    /// <summary>Its SHA-1: 40 hex digits.</summary>
    public string? Sha1 { get; init; }

    /// <summary>Its SHA-256: 64 hex digits.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>A network, or a single address: <c>ipv4_net</c> or <c>ipv6_net</c>.</summary>
/// <param name="Network">It, in its normal form.</param>
public sealed record NetTarget(IPNetwork Network) : OpenC2Target
{
    /// <summary>Whether it is IPv6.</summary>
    public bool IsSix => Network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    /// <inheritdoc />
    public override string Name => IsSix ? "ipv6_net" : "ipv4_net";
}

/// <summary>Connections: <c>ipv4_connection</c> or <c>ipv6_connection</c>. What is null is any; at least one property is there.</summary>
/// <param name="IsSix">Whether they are IPv6.</param>
public sealed record ConnectionTarget(bool IsSix) : OpenC2Target
{
    /// <inheritdoc />
    public override string Name => IsSix ? "ipv6_connection" : "ipv4_connection";

    /// <summary>Where they come from.</summary>
    public IPNetwork? Source { get; init; }

    /// <summary>The port they come from.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>Where they go to.</summary>
    public IPNetwork? Destination { get; init; }

    /// <summary>The port they go to.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>The protocol above IP.</summary>
    public Layer4Protocol? Protocol { get; init; }

    /// <summary>The type of ICMP (SLPF 1.0 §2.1.2.1).</summary>
    public byte? IcmpType { get; init; }

    /// <summary>The code of ICMP (SLPF 1.0 §2.1.2.1).</summary>
    public byte? IcmpCode { get; init; }
}

/// <summary>A rule that was made before (SLPF 1.0 §2.1.2.2).</summary>
/// <param name="Number">Its number, from 0.</param>
public sealed record RuleNumberTarget(long Number) : OpenC2Target
{
    /// <inheritdoc />
    public override string Name => "slpf:rule_number";
}

/// <summary>A target that the language or a profile knows and that nothing here is done to.</summary>
/// <param name="Kind">Its name in messages.</param>
/// <param name="Json">Its value as JSON.</param>
public sealed record OtherTarget(string Kind, string Json) : OpenC2Target
{
    /// <summary>The targets of the language that have no type of their own here.</summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "artifact", "command", "device", "domain_name", "email_addr", "idn_domain_name", "idn_email_addr", "iri", "mac_addr", "process", "properties", "uri",
    };

    /// <inheritdoc />
    public override string Name => Kind;
}

/// <summary>What can be asked of a consumer (OpenC2 1.0 §3.4.2.4).</summary>
public enum OpenC2Feature
{
    /// <summary>The versions of the language.</summary>
    Versions,

    /// <summary>The profiles.</summary>
    Profiles,

    /// <summary>The targets of each action.</summary>
    Pairs,

    /// <summary>How many requests a minute.</summary>
    RateLimit,
}

/// <summary>Protocols above IP (OpenC2 1.0 §3.4.2.10).</summary>
public enum Layer4Protocol
{
    /// <summary>ICMP of the version of IP.</summary>
    Icmp,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>SCTP.</summary>
    Sctp,
}
