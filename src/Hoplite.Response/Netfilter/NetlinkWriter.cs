using System.Buffers.Binary;
using System.Text;

namespace Hoplite.Response.Netfilter;

/// <summary>Writes netlink messages with nested attributes into one growing block.</summary>
sealed class NetlinkWriter
{
    byte[] _bytes = new byte[4096];
    int _length, _message = -1;

    /// <summary>What is written so far, all messages ended.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>How many bytes are written.</summary>
    public int Length => _length;

    /// <summary>Begins a message, and ends the one before.</summary>
    /// <param name="type">Its type, subsystem included.</param>
    /// <param name="flags">What the kernel shall do (NLM_F_*).</param>
    /// <param name="sequence">The number that answers carry.</param>
    /// <param name="family">The family of addresses.</param>
    /// <param name="resource">The subsystem that a batch is for; zero otherwise.</param>
    public void Begin(int type, int flags, uint sequence, byte family, int resource = 0)
    {
        End();
        _message = _length;
        var head = Take(20);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], (ushort)flags);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], sequence);
        head[16] = family;
        BinaryPrimitives.WriteUInt16BigEndian(head[18..], (ushort)resource);
    }

    /// <summary>Ends the message that was begun.</summary>
    public void End()
    {
        if (_message >= 0) BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_message), (uint)(_length - _message));
        _message = -1;
    }

    /// <summary>Sets flags of the last message that was begun.</summary>
    public void Flag(int flags)
    {
        var at = _bytes.AsSpan(_message + 6);
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(at) | flags));
    }

    /// <summary>Begins a nested attribute; the number is for <see cref="Close"/>.</summary>
    public int Open(int attribute)
    {
        var start = _length;
        Head(attribute | 0x8000, 0);
        return start;
    }

    /// <summary>Ends a nested attribute.</summary>
    public void Close(int start) => BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(start), checked((ushort)(_length - start)));

    /// <summary>An attribute of bytes.</summary>
    public void Put(int attribute, ReadOnlySpan<byte> value)
    {
        Head(attribute, value.Length);
        value.CopyTo(Take((value.Length + 3) & ~3));
    }

    /// <summary>An attribute of text that ends with a zero.</summary>
    public void Put(int attribute, string text) => Put(attribute, [.. Encoding.ASCII.GetBytes(text), 0]);

    /// <summary>A number in the order of the network.</summary>
    public void Put(int attribute, uint value)
    {
        Head(attribute, 4);
        BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);
    }

    /// <summary>A long number in the order of the network.</summary>
    public void Put(int attribute, ulong value)
    {
        Head(attribute, 8);
        BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);
    }

    void Head(int attribute, int size)
    {
        var head = Take(4);
        BinaryPrimitives.WriteUInt16LittleEndian(head, checked((ushort)(size + 4)));
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)attribute);
    }

    Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        var taken = _bytes.AsSpan(_length, count);
        taken.Clear();
        _length += count;
        return taken;
    }
}
