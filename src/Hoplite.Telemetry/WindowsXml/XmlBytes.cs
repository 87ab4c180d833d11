using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Hoplite.Telemetry.WindowsXml;

/// <summary>How the characters of a file are stored.</summary>
enum XmlEncoding
{
    Utf8,
    Utf16Little,
    Utf16Big,
}

/// <summary>The bytes of an XML file as UTF-8, whatever they were.</summary>
sealed class XmlBytes(EvidenceInput input, IEventSink sink)
{
    readonly byte[] _raw = new byte[32 << 10];
    long _remaining = input.Length;
    int _kept;
    bool _started;

    /// <summary>How the characters are stored; known after the first read.</summary>
    public XmlEncoding Encoding { get; private set; }

    /// <summary>What the first bytes tell: a byte order mark, or the zero in a wide <c>&lt;</c>.</summary>
    public static XmlEncoding Sniff(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => XmlEncoding.Utf16Little,
        [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => XmlEncoding.Utf16Big,
        _ => XmlEncoding.Utf8,
    };

    /// <summary>Writes bytes as UTF-8.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int ToUtf8(XmlEncoding encoding, ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        if (encoding == XmlEncoding.Utf8)
        {
            bytes.CopyTo(target);
            return bytes.Length;
        }

        var copy = bytes[..(bytes.Length & ~1)].ToArray();
        Transcode(encoding, copy, target, true, out _, out var written);
        return written;
    }

    /// <summary>Reads up to the room of the target, at least 3 bytes; 0 at the end.</summary>
    public int Read(Span<byte> target)
    {
        while (true)
        {
            var room = Math.Min(_raw.Length - _kept, _started && Encoding == XmlEncoding.Utf8 ? target.Length : target.Length / 3 * 2 - _kept);
            var space = _raw.AsSpan(_kept, (int)Math.Min(Math.Max(room, 0), _remaining));
            var read = input.Stream.ReadAtLeast(space, Math.Min(_started ? 1 : 2, space.Length), throwOnEndOfStream: false);
            _remaining -= read;
            sink.Progress(read);
            var length = _kept + read;
            if (!_started && length > 1)
            {
                _started = true;
                Encoding = Sniff(_raw.AsSpan(0, length));
            }

            if (Encoding == XmlEncoding.Utf8)
            {
                _raw.AsSpan(0, length).CopyTo(target);
                return length;
            }

            Transcode(Encoding, _raw.AsSpan(0, length), target, read == 0, out var used, out var written);
            _raw.AsSpan(used, length - used).CopyTo(_raw);
            _kept = read == 0 ? 0 : length - used;
            if (Encoding == XmlEncoding.Utf16Big) Swap(_raw.AsSpan(0, _kept & ~1));
            if (written > 0 || read == 0) return written;
        }
    }

    static void Transcode(XmlEncoding encoding, Span<byte> bytes, Span<byte> target, bool last, out int used, out int written)
    {
        var even = bytes[..(bytes.Length & ~1)];
        if (encoding == XmlEncoding.Utf16Big) Swap(even);
        Utf8.FromUtf16(MemoryMarshal.Cast<byte, char>(even), target, out var chars, out written, replaceInvalidSequences: true, isFinalBlock: last);
        used = chars * sizeof(char);
    }

    static void Swap(Span<byte> bytes)
    {
        var units = MemoryMarshal.Cast<byte, ushort>(bytes);
        BinaryPrimitives.ReverseEndianness(units, units);
    }
}
