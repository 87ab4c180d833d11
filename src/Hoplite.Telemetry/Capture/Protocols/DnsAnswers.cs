using System.Buffers.Binary;
using System.Buffers.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Writes the answers of a DNS message: first all values, then all lifetimes.</summary>
static class DnsAnswers
{
    const int MaxAnswers = 64;

    static readonly int Values = LogNames.Of("answers"), Lifetimes = LogNames.Of("TTLs");

    public static void Write(LogWriter log, ReadOnlySpan<byte> bytes, in DnsMessage message)
    {
        Span<uint> lifetimes = stackalloc uint[MaxAnswers];
        var at = message.AnswersAt;
        var count = 0;
        for (var i = 0; i < message.Answers && i < MaxAnswers; i++)
        {
            if (!Record(bytes, ref at, out var type, out var lifetime, out var start, out var length)) break;
            if (type == 41 || !Value(log, bytes, type, start, length)) continue;
            lifetimes[count++] = lifetime;
        }

        for (var i = 0; i < count; i++) log.Seconds(Lifetimes, lifetimes[i] * TimeSpan.TicksPerSecond);
    }

    /// <summary>The name the first answer is about.</summary>
    public static ushort First(ReadOnlySpan<byte> bytes, in DnsMessage message, Span<byte> name, out int length)
    {
        var at = DnsName.Read(bytes, message.AnswersAt, name, out length);
        return at > 0 && at + 2 <= bytes.Length ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : (ushort)0;
    }

    static bool Record(ReadOnlySpan<byte> bytes, ref int at, out ushort type, out uint lifetime, out int start, out int length)
    {
        (type, lifetime, start, length) = (0, 0, 0, 0);
        Span<byte> name = stackalloc byte[DnsName.MaxText];
        at = DnsName.Read(bytes, at, name, out _);
        if (at < 0 || at + 10 > bytes.Length) return false;
        type = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        lifetime = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 4)..]);
        length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 8)..]);
        start = at + 10;
        at = start + length;
        return at <= bytes.Length;
    }

    static bool Value(LogWriter log, ReadOnlySpan<byte> bytes, ushort type, int start, int length)
    {
        var data = bytes.Slice(start, length);
        switch (type)
        {
            case 1 when length == 4:
                log.Address(Values, ((UInt128)0xFFFF << 32) | BinaryPrimitives.ReadUInt32BigEndian(data));
                return true;
            case 28 when length == 16:
                log.Address(Values, BinaryPrimitives.ReadUInt128BigEndian(data));
                return true;
            case 2 or 5 or 6 or 12 or 39: return Name(log, bytes[..(start + length)], start);
            case 15 when length > 2: return Name(log, bytes[..(start + length)], start + 2);
            case 33 when length > 6: return Name(log, bytes[..(start + length)], start + 6);
            case 16 or 99: return Texts(log, data);
            default: return false;
        }
    }

    static bool Name(LogWriter log, ReadOnlySpan<byte> bytes, int at)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxText];
        if (DnsName.Read(bytes, at, name, out var length) < 0) return false;
        log.Text(Values, length == 0 ? "<Root>"u8 : name[..length]);
        return true;
    }

    static bool Texts(LogWriter log, ReadOnlySpan<byte> data)
    {
        Span<byte> text = stackalloc byte[1024];
        var length = 0;
        while (!data.IsEmpty)
        {
            int size = data[0];
            if (size >= data.Length || length + size + 10 > text.Length) break;
            if (length > 0) text[length++] = (byte)' ';
            "TXT "u8.CopyTo(text[length..]);
            length += 4;
            Utf8Formatter.TryFormat(size, text[length..], out var digits);
            length += digits;
            text[length++] = (byte)' ';
            data.Slice(1, size).CopyTo(text[length..]);
            length += size;
            data = data[(1 + size)..];
        }

        log.Text(Values, text[..length]);
        return length > 0;
    }
}
