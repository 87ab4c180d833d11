using Microsoft.Win32.SafeHandles;

namespace Hoplite.Store.Spooling;

/// <summary>Reads the records of one segment from a place on.</summary>
static class SegmentScan
{
    /// <summary>Reads the record at an offset; null at the end and where the record is damaged or cut off.</summary>
    /// <param name="file">The segment.</param>
    /// <param name="start">The position of its first byte in the spool.</param>
    /// <param name="offset">Where the record begins, bytes from the start of the segment.</param>
    /// <param name="size">How many bytes the record takes.</param>
    public static Delivery? Read(SafeFileHandle file, long start, long offset, out int size)
    {
        Span<byte> head = stackalloc byte[8];
        size = Fill(file, head, offset) == head.Length ? SpoolRecord.LengthOf(head) : 0;
        if (size == 0) return null;
        var record = GC.AllocateUninitializedArray<byte>(size);
        return Fill(file, record, offset) == size ? SpoolRecord.Read(record, start + offset) : null;
    }

    static int Fill(SafeFileHandle file, Span<byte> target, long offset)
    {
        var filled = 0;
        while (filled < target.Length && RandomAccess.Read(file, target[filled..], offset + filled) is > 0 and var read) filled += read;
        return filled;
    }
}
