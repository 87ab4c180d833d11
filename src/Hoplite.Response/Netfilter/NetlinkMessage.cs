using System.Buffers.Binary;
using System.Text;

namespace Hoplite.Response.Netfilter;

/// <summary>One message from the kernel.</summary>
/// <param name="Type">Its type, subsystem included.</param>
/// <param name="Flags">Its flags (NLM_F_*).</param>
/// <param name="Sequence">The number of the request that it answers.</param>
/// <param name="Body">What follows the head of netlink.</param>
readonly record struct NetlinkMessage(int Type, int Flags, uint Sequence, ReadOnlyMemory<byte> Body)
{
    public const int Error = 2, Done = 3, FlagInterrupted = 0x10;

    /// <summary>The attributes of a message of nf_tables.</summary>
    public Attributes Attributes => new(Body[4..]);

    /// <summary>The error that an acknowledgement carries, positive; zero for none.</summary>
    public int Errno => Body.Length < 4 ? 0 : -BinaryPrimitives.ReadInt32LittleEndian(Body.Span);

    /// <summary>What the kernel says about an error, where it does.</summary>
    public string? Said => (Flags & 0x200) != 0 && Body.Length > 20 && new Attributes(Body[20..]).Find(1) is { } text ? Encoding.UTF8.GetString(text.Span).TrimEnd('\0') : null;
}

/// <summary>Attributes that lie one after the other.</summary>
/// <param name="bytes">Where they lie.</param>
readonly struct Attributes(ReadOnlyMemory<byte> bytes)
{
    /// <summary>The value of the first attribute of a number; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Find(int attribute)
    {
        var span = bytes.Span;
        for (var at = 0; at + 4 <= span.Length;)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(span[at..]);
            if (size < 4 || at + size > span.Length) break;
            if ((BinaryPrimitives.ReadUInt16LittleEndian(span[(at + 2)..]) & 0x3fff) == attribute) return bytes.Slice(at + 4, size - 4);
            at += (size + 3) & ~3;
        }
        return null;
    }

    /// <summary>The attributes in an attribute; none when it is not there.</summary>
    public Attributes In(int attribute) => new(Find(attribute) ?? ReadOnlyMemory<byte>.Empty);

    /// <summary>A number in the order of the network; zero when it is not there.</summary>
    public ulong Number(int attribute) => Find(attribute) switch
    {
        { Length: 8 } value => BinaryPrimitives.ReadUInt64BigEndian(value.Span),
        { Length: 4 } value => BinaryPrimitives.ReadUInt32BigEndian(value.Span),
        _ => 0,
    };

    /// <summary>Text that ends with a zero; empty when it is not there.</summary>
    public string Text(int attribute) => Find(attribute) is { } value ? Encoding.ASCII.GetString(value.Span).TrimEnd('\0') : "";

    /// <summary>All of them; what is cut short ends the list.</summary>
    public IEnumerable<(int Type, ReadOnlyMemory<byte> Value)> All()
    {
        for (var at = 0; at + 4 <= bytes.Length;)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[at..]);
            if (size < 4 || at + size > bytes.Length) yield break;
            yield return (BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[(at + 2)..]) & 0x3fff, bytes.Slice(at + 4, size - 4));
            at += (size + 3) & ~3;
        }
    }
}
