using System.Text;

namespace Hoplite.Telemetry.Capture;

/// <summary>Writes bytes from the wire as text the way Zeek does: what cannot be printed becomes <c>\xHH</c>.</summary>
static class Escapes
{
    public static int Write(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (value.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            value.CopyTo(target);
            return value.Length;
        }

        var length = 0;
        while (!value.IsEmpty)
        {
            var good = Rune.DecodeFromUtf8(value, out var rune, out var used) == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune);
            if (good) value[..used].CopyTo(target[length..]);
            else used = 1;
            length += good ? used : Hex(value[0], target[length..]);
            value = value[used..];
        }

        return length;
    }

    static int Hex(byte value, Span<byte> target)
    {
        target[0] = (byte)'\\';
        target[1] = (byte)'x';
        target[2] = (byte)"0123456789abcdef"[value >> 4];
        target[3] = (byte)"0123456789abcdef"[value & 15];
        return 4;
    }
}
