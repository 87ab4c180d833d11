using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Hoplite.Store.Spooling;

/// <summary>
/// The form of a delivery in a segment, little-endian: length of the rest (4 bytes), CRC-32 of the rest (4), time of arrival in ticks (8), key (16),
/// lengths of source, format and cursor (2 each), these three texts, and the payload.
/// </summary>
static class SpoolRecord
{
    /// <summary>Bytes before the texts.</summary>
    public const int HeaderSize = 8 + 8 + 16 + 6;

    /// <summary>The format of a record that only restates a cursor.</summary>
    public const string CursorOnly = "cursor";

    const int MaxLength = Delivery.MaxPayload + 8192;

    /// <summary>Refuses a delivery whose texts or payload are longer than allowed.</summary>
    public static void Check(Delivery delivery)
    {
        if (Encoding.UTF8.GetByteCount(delivery.Source) > 1024 || Encoding.UTF8.GetByteCount(delivery.Format) > 64
            || Encoding.UTF8.GetByteCount(delivery.Cursor) > 1024 || delivery.Payload.Length > Delivery.MaxPayload)
            throw new ArgumentException("the delivery is larger than the spool takes", nameof(delivery));
    }

    /// <summary>Writes a delivery that was checked.</summary>
    public static void Write(IBufferWriter<byte> target, Delivery delivery, DateTimeOffset received)
    {
        var source = Encoding.UTF8.GetBytes(delivery.Source);
        var format = Encoding.UTF8.GetBytes(delivery.Format);
        var cursor = Encoding.UTF8.GetBytes(delivery.Cursor);
        var size = HeaderSize + source.Length + format.Length + cursor.Length + delivery.Payload.Length;
        var span = target.GetSpan(size)[..size];
        BinaryPrimitives.WriteInt32LittleEndian(span, size - 8);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], received.UtcTicks);
        BinaryPrimitives.WriteUInt128LittleEndian(span[16..], delivery.Key);
        BinaryPrimitives.WriteUInt16LittleEndian(span[32..], (ushort)source.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(span[34..], (ushort)format.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(span[36..], (ushort)cursor.Length);
        var at = HeaderSize;
        foreach (var part in (ReadOnlySpan<byte[]>)[source, format, cursor])
        {
            part.CopyTo(span[at..]);
            at += part.Length;
        }

        delivery.Payload.Span.CopyTo(span[at..]);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], Crc32.HashToUInt32(span[8..]));
        target.Advance(size);
    }

    /// <summary>The length of the whole record that begins here; 0 when no record can begin here.</summary>
    public static int LengthOf(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8) return 0;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        return length is < HeaderSize - 8 or > MaxLength ? 0 : length + 8;
    }

    /// <summary>Reads a whole record; null when it is damaged.</summary>
    public static Delivery? Read(ReadOnlyMemory<byte> record, long position)
    {
        var span = record.Span;
        if (LengthOf(span) != span.Length || BinaryPrimitives.ReadUInt32LittleEndian(span[4..]) != Crc32.HashToUInt32(span[8..])) return null;
        int source = BinaryPrimitives.ReadUInt16LittleEndian(span[32..]), format = BinaryPrimitives.ReadUInt16LittleEndian(span[34..]), cursor = BinaryPrimitives.ReadUInt16LittleEndian(span[36..]);
        var payload = HeaderSize + source + format + cursor;
        if (payload > span.Length) return null;
        return new Delivery(Encoding.UTF8.GetString(span.Slice(HeaderSize, source)), Encoding.UTF8.GetString(span.Slice(HeaderSize + source, format)), record[payload..])
        {
            Received = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(span[8..]), TimeSpan.Zero),
            Key = BinaryPrimitives.ReadUInt128LittleEndian(span[16..]),
            Cursor = Encoding.UTF8.GetString(span.Slice(HeaderSize + source + format, cursor)),
            Position = position,
        };
    }
}
