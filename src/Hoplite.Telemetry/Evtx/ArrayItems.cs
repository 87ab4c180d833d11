using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Evtx;

/// <summary>Walks the items of an array value.</summary>
ref struct ArrayItems(ReadOnlySpan<byte> chunk, BinXmlValue array)
{
    readonly ReadOnlySpan<byte> _chunk = chunk;
    readonly int _end = array.Offset + array.Length;
    readonly byte _type = (byte)(array.Type & ~BinXmlValue.Array);
    int _at = array.Offset;

    /// <summary>Takes the next item; false at the end.</summary>
    public bool Next(out BinXmlValue item)
    {
        item = default;
        if (_at >= _end) return false;
        var rest = _chunk[_at.._end];
        int size, step;
        switch (_type)
        {
            case BinXmlValue.Utf16:
                var text = MemoryMarshal.Cast<byte, char>(rest);
                var nul = text.IndexOf('\0');
                size = (nul < 0 ? text.Length : nul) * 2;
                step = nul < 0 ? rest.Length : size + 2;
                break;
            case BinXmlValue.Ansi:
                var zero = rest.IndexOf((byte)0);
                size = zero < 0 ? rest.Length : zero;
                step = zero < 0 ? rest.Length : size + 1;
                break;
            case 0x13:
                size = step = rest.Length >= 8 ? Math.Min(8 + rest[1] * 4, rest.Length) : rest.Length;
                break;
            default:
                var one = BinXmlValue.FixedSize(_type);
                size = step = one == 0 || one > rest.Length ? rest.Length : one;
                break;
        }

        item = new(_type, _at, size);
        _at += step;
        return true;
    }
}
