using System.Buffers.Binary;
using System.Net;
using System.Text;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Netfilter;

/// <summary>Writes the expressions of one rule. Each method adds one condition or what is done at the end.</summary>
/// <param name="writer">Where to.</param>
readonly struct RuleWriter(NetlinkWriter writer)
{
    const uint Register = 1;
    const int NetworkHeader = 1, TransportHeader = 2;

    /// <summary>Only packets of a family.</summary>
    public RuleWriter Family(bool isSix) => Meta(15).Compare(0, [isSix ? Schema.Ipv6 : Schema.Ipv4]);

    /// <summary>Only packets of a protocol above IP.</summary>
    public RuleWriter Protocol(byte protocol) => Meta(16).Compare(0, [protocol]);

    /// <summary>Only packets from, or to, a network.</summary>
    public RuleWriter Address(IPNetwork network, bool isSource)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        Family(bytes.Length == 16).LoadAddress(bytes.Length == 16, isSource);
        if (network.PrefixLength < bytes.Length * 8) Mask(AddressMask(network));
        return Compare(0, bytes);
    }

    /// <summary>Only packets from, or to, an address in a set; or not in it.</summary>
    public RuleWriter InSet(FilterSet set, bool isSource, bool isNot = false)
    {
        LoadAddress(set.IsSix, isSource);
        var (at, data) = Begin("lookup");
        writer.Put(1, set.Name);
        writer.Put(2, Register);
        if (isNot) writer.Put(5, 1u);
        return End(at, data);
    }

    /// <summary>Only packets from, or to, a port.</summary>
    public RuleWriter Port(ushort port, bool isSource)
    {
        Payload(TransportHeader, isSource ? 0 : 2, 2);
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, port);
        return Compare(0, bytes);
    }

    /// <summary>Only packets with a byte in the header above IP: the type or code of ICMP.</summary>
    public RuleWriter TransportByte(int offset, byte value) => Payload(TransportHeader, offset, 1).Compare(0, [value]);

    /// <summary>Only the packets that open a connection of TCP.</summary>
    public RuleWriter Opening() => Payload(TransportHeader, 13, 1).Mask([0x17]).Compare(0, [0x02]);

    /// <summary>Only before an instant, by the clock of the kernel.</summary>
    public RuleWriter Before(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, checked((instant - DateTimeOffset.UnixEpoch).Ticks * 100));
        Meta(30);
        var (at, data) = Begin("byteorder");
        writer.Put(1, Register);
        writer.Put(2, Register);
        writer.Put(3, 1u);
        writer.Put(4, 8u);
        writer.Put(5, 8u);
        return End(at, data).Compare(2, bytes);
    }

    /// <summary>Counts the packets that came so far.</summary>
    public RuleWriter Counter()
    {
        var (at, data) = Begin("counter");
        return End(at, data);
    }

    /// <summary>Ends with a verdict; with a chain to jump to it.</summary>
    public RuleWriter Verdict(int code, string? chain = null)
    {
        var (at, data) = Begin("immediate");
        writer.Put(1, 0u);
        var value = writer.Open(2);
        var verdict = writer.Open(2);
        writer.Put(1, unchecked((uint)code));
        if (chain is not null) writer.Put(2, chain);
        writer.Close(verdict);
        writer.Close(value);
        return End(at, data);
    }

    /// <summary>Ends with the answer that the host cannot be reached.</summary>
    public RuleWriter Reject()
    {
        var (at, data) = Begin("reject");
        writer.Put(1, 2u);
        writer.Put(2, [(byte)2]);
        return End(at, data);
    }

    /// <summary>Ends with an acknowledgement that looks as if it came from the other side.</summary>
    public RuleWriter FalseAcknowledgement()
    {
        var (at, data) = Begin("synproxy");
        writer.Put(1, [0x05, 0xb4]);
        writer.Put(2, [(byte)7]);
        writer.Put(3, 1u);
        return End(at, data);
    }

    /// <summary>The remark that <c>nft list</c> shows, at most 120 letters, in the form that program keeps it.</summary>
    public static byte[] Remark(string text) => [0, checked((byte)(text.Length + 1)), .. Encoding.ASCII.GetBytes(text), 0];

    static byte[] AddressMask(IPNetwork network)
    {
        var mask = new byte[AddressForm.Bits(network.BaseAddress) / 8];
        for (var bit = 0; bit < network.PrefixLength; bit++) mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return mask;
    }

    RuleWriter LoadAddress(bool isSix, bool isSource) => Payload(NetworkHeader, (isSix, isSource) switch { (false, true) => 12, (false, false) => 16, (true, true) => 8, _ => 24 }, isSix ? 16 : 4);

    RuleWriter Meta(uint key)
    {
        var (at, data) = Begin("meta");
        writer.Put(2, key);
        writer.Put(1, Register);
        return End(at, data);
    }

    RuleWriter Payload(int header, int offset, int length)
    {
        var (at, data) = Begin("payload");
        writer.Put(1, Register);
        writer.Put(2, (uint)header);
        writer.Put(3, (uint)offset);
        writer.Put(4, (uint)length);
        return End(at, data);
    }

    RuleWriter Mask(ReadOnlySpan<byte> mask)
    {
        var (at, data) = Begin("bitwise");
        writer.Put(1, Register);
        writer.Put(2, Register);
        writer.Put(3, (uint)mask.Length);
        Value(4, mask);
        Value(5, new byte[mask.Length]);
        return End(at, data);
    }

    RuleWriter Compare(uint operation, ReadOnlySpan<byte> value)
    {
        var (at, data) = Begin("cmp");
        writer.Put(1, Register);
        writer.Put(2, operation);
        Value(3, value);
        return End(at, data);
    }

    void Value(int attribute, ReadOnlySpan<byte> value)
    {
        var at = writer.Open(attribute);
        writer.Put(1, value);
        writer.Close(at);
    }

    (int Element, int Data) Begin(string expression)
    {
        var at = writer.Open(1);
        writer.Put(1, expression);
        return (at, writer.Open(2));
    }

    RuleWriter End(int element, int data)
    {
        writer.Close(data);
        writer.Close(element);
        return this;
    }
}
