using System.Buffers;
using Hoplite.Telemetry.Text.Pairs;

namespace Hoplite.Telemetry.Text.Audit;

/// <summary>The fields of one audit record, with what the kernel wrote in hexadecimal made readable.</summary>
static class AuditFields
{
    static readonly SearchValues<byte> HexBytes = SearchValues.Create("0123456789ABCDEF"u8);

    public static readonly int Source = LogSourceTable.Intern(new LogSource("linux", null, "auditd"));
    public static readonly int Proctitle = FieldTable.Intern("proctitle");
    public static readonly int Joined = FieldTable.Intern("command_line");
    static readonly int Type = FieldTable.Intern("type");
    static readonly int Node = FieldTable.Intern("node");

    /// <summary>Finds <c>msg=audit(seconds.milliseconds:serial):</c>.</summary>
    public static bool TryStamp(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> stamp)
    {
        stamp = Scan.Between(text, "msg=audit("u8, ")"u8);
        return stamp.Length is > 2 and < 48 && stamp.IndexOf((byte)':') > 0;
    }

    /// <summary>UTC ticks of a stamp.</summary>
    public static long Time(ReadOnlySpan<byte> stamp) => EpochText.Parse(stamp[..Math.Max(0, stamp.IndexOf((byte)':'))]);

    /// <summary>Adds the fields of a record that stands alone.</summary>
    public static void AddOne(in LogLine line, ReadOnlySpan<byte> text) => Add(line.Batch, line.OffsetOf(text), text);

    /// <summary>Adds the fields of a record that lies in the arena.</summary>
    public static void Add(EventBatch batch, int origin, ReadOnlySpan<byte> text)
    {
        // The enriched format repeats ids as names behind a group separator.
        var record = new LogLine(batch, text, origin, 0);
        var execve = text.IndexOf("type=EXECVE"u8) >= 0;
        var executed = execve ? new Arguments() : null;
        Pairs(record, text, executed, 0);
        if (executed is null || executed.Count == 0) return;
        var start = batch.Append(executed.Joined);
        batch.Add(Joined, FieldKind.Text, start, executed.Joined.Length);
    }

    static void Pairs(in LogLine record, ReadOnlySpan<byte> text, Arguments? executed, int depth)
    {
        var batch = record.Batch;
        while (!text.IsEmpty)
        {
            text = text.TrimStart(" ,\u001d"u8);
            var equals = text.IndexOfAny((byte)'=', (byte)' ');
            if (equals <= 0) return;
            if (text[equals] == ' ')
            {
                text = text[equals..];
                continue;
            }

            var key = text[..equals];
            text = text[(equals + 1)..];
            ReadOnlySpan<byte> value;
            var quoted = false;
            if (text.Length > 0 && text[0] is (byte)'"' or (byte)'\'' && text[1..].IndexOf(text[0]) is >= 0 and var close)
            {
                quoted = text[0] == '"';
                value = text.Slice(1, close);
                text = text[(close + 2)..];

                // msg='op=login acct="root" …' holds the pairs of the program that reports.
                if (!quoted && depth == 0 && value.Contains((byte)'='))
                {
                    Pairs(record, value, null, 1);
                    continue;
                }
            }
            else
            {
                var end = text.IndexOfAny((byte)' ', (byte)',', (byte)0x1d);
                if (key.SequenceEqual("msg"u8) && text.StartsWith("audit("u8)) end = text.IndexOf((byte)')') + 1;
                value = end <= 0 ? text : text[..end];
                text = end <= 0 ? [] : text[end..];
                if (key.SequenceEqual("msg"u8) && value.StartsWith("audit("u8))
                {
                    text = text.TrimStart((byte)':');
                    record.Add(FieldTable.Intern(key), value);
                    continue;
                }
            }

            if (key.Length > 64) continue;
            var name = key.SequenceEqual("type"u8) ? Type : key.SequenceEqual("node"u8) ? Node : FieldTable.Intern(key);
            if (!quoted && IsHexKey(key, executed is not null) && TryHex(batch, value, out var offset, out var length)) batch.Add(name, FieldKind.Text, offset, length);
            else
            {
                offset = record.OffsetOf(value);
                length = value.Length;
                batch.Add(name, FieldKind.Text, offset, length);
            }

            if (executed is not null && IsArgument(key)) executed.Add(batch.Arena.Slice(offset, length));
        }
    }

    static bool IsArgument(ReadOnlySpan<byte> key) => key.Length > 1 && key[0] == 'a' && !key[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    // In a SYSCALL record a0 to a3 are numbers, in an EXECVE record they are text.
    static bool IsHexKey(ReadOnlySpan<byte> key, bool execve) =>
        key.SequenceEqual("proctitle"u8) || key.SequenceEqual("exe"u8) || key.SequenceEqual("comm"u8) || key.SequenceEqual("name"u8) || key.SequenceEqual("cwd"u8)
        || key.SequenceEqual("cmd"u8) || key.SequenceEqual("data"u8) || key.SequenceEqual("acct"u8) || key.SequenceEqual("path"u8) || key.SequenceEqual("key"u8) || execve && IsArgument(key);

    static bool TryHex(EventBatch batch, ReadOnlySpan<byte> value, out int offset, out int length)
    {
        offset = length = 0;
        if (value.Length < 2 || value.Length % 2 != 0 || value.ContainsAnyExcept(HexBytes)) return false;
        var room = batch.Rent(value.Length / 2);
        Convert.FromHexString(value, room, out _, out length);
        foreach (ref var b in room[..length])
            if (b == 0) b = (byte)' ';
        offset = batch.Commit(length);
        return true;
    }

    sealed class Arguments
    {
        const int MaxLength = 32 << 10;

        byte[] _text = new byte[256];
        int _length;

        public int Count { get; private set; }

        public ReadOnlySpan<byte> Joined => _text.AsSpan(0, _length);

        public void Add(ReadOnlySpan<byte> argument)
        {
            if (_length + argument.Length + 1 > MaxLength) return;
            if (_text.Length < _length + argument.Length + 1) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + argument.Length + 1));
            if (Count++ > 0) _text[_length++] = (byte)' ';
            argument.CopyTo(_text.AsSpan(_length));
            _length += argument.Length;
        }
    }
}
