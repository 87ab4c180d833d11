using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Hoplite.Guard.Actions;
using static Hoplite.Response.OpenC2.JsonShape;

namespace Hoplite.Response.OpenC2;

/// <summary>Reads targets.</summary>
static class TargetReader
{
    public static OpenC2Target Read(JsonElement value)
    {
        var members = Members(value, "target").ToArray();
        if (members.Length != 1) throw Bad("target has not one member");
        return Read(members[0].Name, members[0].Value);
    }

    static OpenC2Target Read(string name, JsonElement value) => name switch
    {
        "features" => Features(value),
        "file" => File(value),
        "ipv4_net" => new NetTarget(Network(value, isSix: false)),
        "ipv6_net" => new NetTarget(Network(value, isSix: true)),
        "ipv4_connection" => Connection(value, isSix: false),
        "ipv6_connection" => Connection(value, isSix: true),
        "slpf:rule_number" => new RuleNumberTarget(Number(value, "rule_number", long.MaxValue)),
        _ when OtherTarget.Known.Contains(name) || IsOfProfile(name) => new OtherTarget(name, value.GetRawText()),
        _ => throw Bad($"Target: {Quote(name)}"),
    };

    // A name with a namespace may be known to others.
    static bool IsOfProfile(string name) => name.IndexOf(':', StringComparison.Ordinal) is > 0 and <= 16 && name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':');

    static FeaturesTarget Features(JsonElement value)
    {
        var wanted = Texts(value, "features", 10).Select(t => WireName.Find<OpenC2Feature>(t) ?? throw Bad($"feature {Quote(t)} is not known")).ToArray();
        return wanted.Distinct().Count() == wanted.Length ? new FeaturesTarget(wanted) : throw Bad("a feature is asked for twice");
    }

    static FileTarget File(JsonElement value)
    {
        var file = new FileTarget();
        foreach (var member in Members(value, "file", 1))
        {
            file = member.Name switch
            {
                "name" => file with { FileName = Text(member.Value, "name") },
                "path" => file with { Path = Text(member.Value, "path") },
                "hashes" => Hashes(file, member.Value),
                _ => throw Bad($"file has no {Quote(member.Name)}"),
            };
        }
        return file;
    }

    static FileTarget Hashes(FileTarget file, JsonElement value)
    {
        foreach (var member in Members(value, "hashes", 1))
        {
            file = member.Name switch
            {
                "md5" => file with { Md5 = Hex(member.Value, "md5", 32) },
                "sha1" => file with { Sha1 = Hex(member.Value, "sha1", 40) },
                "sha256" => file with { Sha256 = Hex(member.Value, "sha256", 64) },
                _ => throw Bad($"hashes have no {Quote(member.Name)}"),
            };
        }
        return file;
    }

    static ConnectionTarget Connection(JsonElement value, bool isSix)
    {
        var found = new ConnectionTarget(isSix);
        foreach (var member in Members(value, found.Name, 1))
        {
            found = member.Name switch
            {
                "src_addr" => found with { Source = Network(member.Value, isSix) },
                "dst_addr" => found with { Destination = Network(member.Value, isSix) },
                "src_port" => found with { SourcePort = (ushort)Number(member.Value, "src_port", ushort.MaxValue) },
                "dst_port" => found with { DestinationPort = (ushort)Number(member.Value, "dst_port", ushort.MaxValue) },
                "protocol" => found with { Protocol = Member<Layer4Protocol>(member.Value, "protocol") },
                "icmp_type" => found with { IcmpType = (byte)Number(member.Value, "icmp_type", byte.MaxValue) },
                "icmp_code" => found with { IcmpCode = (byte)Number(member.Value, "icmp_code", byte.MaxValue) },
                _ => throw Bad($"{found.Name} has no {Quote(member.Name)}"),
            };
        }
        var (hasPort, hasIcmp) = (found.SourcePort is not null || found.DestinationPort is not null, found.IcmpType is not null || found.IcmpCode is not null);
        if (hasPort && found.Protocol == Layer4Protocol.Icmp) throw Bad("icmp has no ports");
        return hasIcmp && found.Protocol != Layer4Protocol.Icmp ? throw Bad("icmp_type and icmp_code are for icmp") : found;
    }

    // One network has one form; what two programs could read differently is none.
    static IPNetwork Network(JsonElement value, bool isSix)
    {
        var what = isSix ? "ipv6_net" : "ipv4_net";
        var text = Text(value, what, 64);
        return AddressForm.TryParseNetwork(text, out var network) && isSix == (network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6) ? network : throw Bad($"{Quote(text)} is no {what}");
    }
}
