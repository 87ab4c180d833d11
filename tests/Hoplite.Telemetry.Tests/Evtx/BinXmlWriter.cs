using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Hoplite.Telemetry.Tests.Evtx;

/// <summary>A typed value of an event; the writer is told to write it where it belongs.</summary>
sealed record EvtxValue(byte Type, Action<BinXmlWriter> Write)
{
    public static EvtxValue Null { get; } = new(0, _ => { });

    public static EvtxValue Text(string text) => Of(1, Encoding.Unicode.GetBytes(text));

    public static EvtxValue UInt16(ushort value) => Of(6, BitConverter.GetBytes(value));

    public static EvtxValue UInt64(ulong value) => Of(10, BitConverter.GetBytes(value));

    public static EvtxValue Time(DateTimeOffset time) => Of(0x11, BitConverter.GetBytes(time.ToFileTime()));

    public static EvtxValue Of(byte type, params byte[] bytes) => new(type, w => w.Bytes(bytes));

    /// <summary>Binary XML of its own, from a template with values.</summary>
    public static EvtxValue Fragment(string template, params EvtxValue[] values) => new(0x21, w => w.Fragment(template, values));
}

/// <summary>Writes binary XML into a chunk. A template is XML in which <c>%3</c> stands for value 3 and <c>%?3</c> for an optional one.</summary>
sealed class BinXmlWriter(byte[] chunk, int position)
{
    readonly Dictionary<string, int> _names = [];
    readonly Dictionary<string, int> _templates = [];

    public int Position { get; set; } = position;

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(chunk.AsSpan(Position));
        Position += bytes.Length;
    }

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan((Position += 2) - 2), (ushort)value);

    public void UInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan((Position += 4) - 4), value);

    public void Fragment(string template, EvtxValue[] values)
    {
        Bytes([0x0F, 1, 1, 0, 0x0C, 1]);
        var guid = MD5.HashData(Encoding.UTF8.GetBytes(template));
        Bytes(guid.AsSpan(0, 4));
        var known = _templates.TryGetValue(template, out var definition);
        UInt32(known ? definition : Position + 4);
        if (!known)
        {
            _templates[template] = Position;
            UInt32(0);
            Bytes(guid);
            var size = Position;
            UInt32(0);
            Bytes([0x0F, 1, 1, 0]);
            Element(XElement.Parse(template, LoadOptions.PreserveWhitespace));
            Bytes([0]);
            Patch(size, Position - size - 4);
        }

        UInt32(values.Length);
        var descriptors = Position;
        Position += values.Length * 4;
        foreach (var value in values)
        {
            var start = Position;
            value.Write(this);
            var end = Position;
            Position = descriptors;
            UInt16(end - start);
            UInt16(value.Type);
            descriptors = Position;
            Position = end;
        }

        Bytes([0]);
    }

    public void Element(XElement element, bool dependency = true)
    {
        Bytes([(byte)(element.HasAttributes ? 0x41 : 0x01)]);
        if (dependency) UInt16(0xFFFF);
        var size = Position;
        UInt32(0);
        Name(element.Name.LocalName);
        if (element.HasAttributes)
        {
            var list = Position;
            UInt32(0);
            foreach (var attribute in element.Attributes())
            {
                Bytes([(byte)(attribute.NextAttribute is null ? 0x06 : 0x46)]);
                Name(attribute.Name.LocalName);
                Text(attribute.Value);
            }

            Patch(list, Position - list - 4);
        }

        if (element.IsEmpty)
        {
            Bytes([0x03]);
        }
        else
        {
            Bytes([0x02]);
            foreach (var node in element.Nodes())
                if (node is XElement child) Element(child, dependency);
                else if (node is XText text) Text(text.Value);
            Bytes([0x04]);
        }

        Patch(size, Position - size - 4);
    }

    void Text(string text)
    {
        // A bar parts the pieces of a mixed text: "a|%1|b".
        foreach (var piece in text.Split('|'))
        {
            if (piece.StartsWith('%'))
            {
                var optional = piece[1] == '?';
                Bytes([(byte)(optional ? 0x0E : 0x0D)]);
                UInt16(int.Parse(piece.AsSpan(optional ? 2 : 1), System.Globalization.CultureInfo.InvariantCulture));
                Bytes([1]);
            }
            else
            {
                Bytes([0x05, 1]);
                UInt16(piece.Length);
                Bytes(Encoding.Unicode.GetBytes(piece));
            }
        }
    }

    void Name(string name)
    {
        if (_names.TryGetValue(name, out var at))
        {
            UInt32(at);
            return;
        }

        UInt32(Position + 4);
        _names[name] = Position;
        UInt32(0);
        UInt16(0);
        UInt16(name.Length);
        Bytes(Encoding.Unicode.GetBytes(name));
        UInt16(0);
    }

    void Patch(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(at), value);
}
