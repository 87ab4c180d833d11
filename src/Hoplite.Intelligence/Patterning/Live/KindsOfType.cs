using Hoplite.Telemetry.Entities;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Which fields an event must have at least one of so that an object of a type can come of it.</summary>
static class KindsOfType
{
    /// <summary>The bit of a kind.</summary>
    public static ulong Bit(ObservableKind kind) => 1UL << (int)kind;

    /// <summary>The kinds for the types that an expression asks for.</summary>
    public static ulong Of(ComparisonExpression expression) => expression switch
    {
        ComparisonGroup group => Of(group.Inner),
        AllComparisons all => all.Terms.Select(Of).Aggregate((a, b) => a & b),
        AnyComparisons any => any.Terms.Select(Of).Aggregate((a, b) => a | b),
        ComparisonTest test => Of(test.Path.Type),
        SetTest set => Of(set.Path.Type),
        ExistsTest exists => Of(exists.Path.Type),
        _ => 0,
    };

    static ulong Of(string type) => type switch
    {
        "ipv4-addr" or "ipv6-addr" => Bits(ObservableKind.SourceAddress, ObservableKind.DestinationAddress, ObservableKind.Address, ObservableKind.Url),
        "domain-name" => Bits(ObservableKind.Domain, ObservableKind.Url),
        "url" => Bits(ObservableKind.Url),
        "file" => Bits(ObservableKind.File, ObservableKind.Image, ObservableKind.ParentImage, ObservableKind.Hash),
        "directory" => Bits(ObservableKind.File, ObservableKind.Image, ObservableKind.ParentImage),
        "network-traffic" => Bits(ObservableKind.SourceAddress, ObservableKind.DestinationAddress, ObservableKind.SourcePort, ObservableKind.DestinationPort, ObservableKind.Protocol),
        "process" => Bits(ObservableKind.Image, ObservableKind.ParentImage, ObservableKind.CommandLine, ObservableKind.ParentCommandLine, ObservableKind.ProcessId, ObservableKind.Directory, ObservableKind.User),
        "windows-registry-key" => Bits(ObservableKind.RegistryKey),
        "user-account" => Bits(ObservableKind.User),
        "email-addr" => Bits(ObservableKind.MailFrom, ObservableKind.MailTo),
        "email-message" => Bits(ObservableKind.MailFrom, ObservableKind.MailTo, ObservableKind.MailSubject),
        _ => 0,
    };

    static ulong Bits(params ReadOnlySpan<ObservableKind> kinds)
    {
        var bits = 0UL;
        foreach (var kind in kinds) bits |= Bit(kind);
        return bits;
    }
}
