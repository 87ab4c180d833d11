using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Traffic between two ends (§6.12): an object of type <c>network-traffic</c>.</summary>
public sealed record NetworkTraffic : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public NetworkTraffic(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>start</c>; null where it is left out.</summary>
    public StixTime? Start => Time("start");

    /// <summary>The property <c>end</c>; null where it is left out.</summary>
    public StixTime? End => Time("end");

    /// <summary>The property <c>is_active</c>; null where it is left out.</summary>
    public bool? IsActive => Flag("is_active");

    /// <summary>The property <c>src_ref</c>; null where it is left out.</summary>
    public string? SrcRef => Text("src_ref");

    /// <summary>The property <c>dst_ref</c>; null where it is left out.</summary>
    public string? DstRef => Text("dst_ref");

    /// <summary>The property <c>src_port</c>; null where it is left out.</summary>
    public long? SrcPort => Whole("src_port");

    /// <summary>The property <c>dst_port</c>; null where it is left out.</summary>
    public long? DstPort => Whole("dst_port");

    /// <summary>The property <c>protocols</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Protocols => Texts("protocols");

    /// <summary>The property <c>src_byte_count</c>; null where it is left out.</summary>
    public long? SrcByteCount => Whole("src_byte_count");

    /// <summary>The property <c>dst_byte_count</c>; null where it is left out.</summary>
    public long? DstByteCount => Whole("dst_byte_count");

    /// <summary>The property <c>src_packets</c>; null where it is left out.</summary>
    public long? SrcPackets => Whole("src_packets");

    /// <summary>The property <c>dst_packets</c>; null where it is left out.</summary>
    public long? DstPackets => Whole("dst_packets");

    /// <summary>The property <c>ipfix</c>; null where it is left out.</summary>
    public JsonElement? Ipfix => Property("ipfix");

    /// <summary>The property <c>src_payload_ref</c>; null where it is left out.</summary>
    public string? SrcPayloadRef => Text("src_payload_ref");

    /// <summary>The property <c>dst_payload_ref</c>; null where it is left out.</summary>
    public string? DstPayloadRef => Text("dst_payload_ref");

    /// <summary>The property <c>encapsulates_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> EncapsulatesRefs => Texts("encapsulates_refs");

    /// <summary>The property <c>encapsulated_by_ref</c>; null where it is left out.</summary>
    public string? EncapsulatedByRef => Text("encapsulated_by_ref");
}
