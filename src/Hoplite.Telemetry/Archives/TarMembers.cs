using System.Text;

namespace Hoplite.Telemetry.Archives;

/// <summary>Goes through a tar archive from front to back. Names are only names: nothing is ever written to disk.</summary>
sealed class TarMembers(Stream stream)
{
    const int Block = 512, MaxName = 64 << 10;

    readonly byte[] _header = new byte[Block];
    long _left, _padding;

    /// <summary>The name of the member at hand.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it was last written; null when the archive does not say.</summary>
    public DateTimeOffset? LastWrite { get; private set; }

    /// <summary>Whether these bytes begin a tar header.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> head)
    {
        if (head.Length < Block || head[0] == 0) return false;
        var sum = 8 * ' ';
        for (var i = 0; i < Block; i++)
            if (i is < 148 or >= 156) sum += head[i];
        return Number(head.Slice(148, 8)) == sum;
    }

    /// <summary>Goes to the next file.</summary>
    /// <returns>False at the end of the archive.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public bool Next()
    {
        string? longName = null;
        long longSize = -1;
        while (true)
        {
            Skip(_left + _padding);
            _left = _padding = 0;
            var read = stream.ReadAtLeast(_header, Block, throwOnEndOfStream: false);
            if (read == 0 || !_header.AsSpan(0, read).ContainsAnyExcept((byte)0)) return false;
            if (read < Block || !IsHeader(_header)) throw new InvalidDataException();
            var size = longSize >= 0 ? longSize : Number(_header.AsSpan(124, 12));
            if (size is < 0 or > long.MaxValue / 2) throw new InvalidDataException();
            longSize = -1;
            _left = size;
            _padding = (Block - size % Block) % Block;
            switch (_header[156])
            {
                case (byte)'L':
                    longName = Encoding.UTF8.GetString(Content()).TrimEnd('\0');
                    continue;
                case (byte)'x':
                    Pax(Content(), ref longName, ref longSize);
                    continue;
                case 0 or (byte)'0' or (byte)'7':
                    Name = longName ?? ShortName();
                    var seconds = Number(_header.AsSpan(136, 12));
                    LastWrite = seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
                    return true;
                default:
                    longName = null;
                    continue;
            }
        }
    }

    /// <summary>Reads from the member at hand.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_left == 0) return 0;
        var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (read == 0 && buffer.Length > 0) throw new EndOfStreamException();
        _left -= read;
        return read;
    }

    byte[] Content()
    {
        if (_left > MaxName) throw new InvalidDataException();
        var content = new byte[_left];
        stream.ReadExactly(content);
        _left = 0;
        return content;
    }

    void Skip(long count)
    {
        Span<byte> waste = stackalloc byte[4096];
        while (count > 0)
        {
            var read = stream.Read(waste[..(int)Math.Min(waste.Length, count)]);
            if (read == 0) return;
            count -= read;
        }
    }

    string ShortName()
    {
        var name = Text(_header.AsSpan(0, 100));
        var prefix = _header.AsSpan(257, 5).SequenceEqual("ustar"u8) && _header[262] == 0 ? Text(_header.AsSpan(345, 155)) : "";
        return prefix.Length > 0 ? prefix + "/" + name : name;
    }

    static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    static void Pax(ReadOnlySpan<byte> records, ref string? name, ref long size)
    {
        while (!records.IsEmpty)
        {
            var blank = records.IndexOf((byte)' ');
            if (blank <= 0 || !int.TryParse(records[..blank], out var length) || length <= blank + 1 || length > records.Length) return;
            var record = records[(blank + 1)..(length - 1)];
            if (record.StartsWith("path="u8)) name = Encoding.UTF8.GetString(record[5..]);
            else if (record.StartsWith("size="u8) && long.TryParse(record[5..], out var value) && value >= 0) size = value;
            records = records[length..];
        }
    }

    static long Number(ReadOnlySpan<byte> field)
    {
        long value = 0;
        if (field[0] == 0x80)
        {
            foreach (var b in field[^8..]) value = value << 8 | b;
            return value;
        }

        foreach (var b in field.Trim(" \0"u8))
        {
            if (b is < (byte)'0' or > (byte)'7') return -1;
            value = value << 3 | (uint)(b - '0');
        }

        return value;
    }
}
