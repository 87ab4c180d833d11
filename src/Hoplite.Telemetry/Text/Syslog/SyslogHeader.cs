namespace Hoplite.Telemetry.Text.Syslog;

/// <summary>What stands before the message of a syslog line. Parts that are not there are empty.</summary>
ref struct SyslogHeader
{
    public int Priority;
    public long Time;
    public ReadOnlySpan<byte> Host, Program, Pid, MessageId, Structured, Body;

    /// <summary>Takes the header off; false when the line has no time, or no priority and nothing like a header.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, YearlessDate dates, out SyslogHeader header)
    {
        header = new SyslogHeader { Priority = -1, Body = text };
        if (text.Length > 2 && text[0] == '<')
        {
            var close = text[..Math.Min(text.Length, 6)].IndexOf((byte)'>');
            if (close < 2 || Scan.Number(text[1..close]) is not (>= 0 and <= 1023 and var priority)) return false;
            header.Priority = priority;
            text = text[(close + 1)..];
            if (text.Length > 2 && text[0] == '1' && text[1] == ' ') return Modern(text[2..], ref header);
        }

        // Cisco devices may number their messages.
        var number = text[..Math.Min(text.Length, 12)].IndexOf(": "u8);
        if (number > 0 && !text[..number].ContainsAnyExceptInRange((byte)'0', (byte)'9')) text = text[(number + 2)..];
        header.Body = text;
        if (!TakeTime(ref text, dates, out header.Time)) return header.Priority >= 0;
        if (text.IsEmpty || text[0] != ' ') return header.Priority >= 0;
        text = text[1..].TrimStart((byte)' ');
        header.Body = text;
        if (!Tag(text, ref header))
        {
            header.Host = Scan.Word(ref text);
            header.Body = text;
            Tag(text, ref header);
        }

        return true;
    }

    static bool Modern(ReadOnlySpan<byte> text, ref SyslogHeader header)
    {
        var time = Scan.Word(ref text);
        header.Time = Timestamps.FromIso(time);
        header.Host = Value(ref text);
        header.Program = Value(ref text);
        header.Pid = Value(ref text);
        header.MessageId = Value(ref text);
        if (text.StartsWith("["u8))
        {
            var end = StructuredEnd(text);
            header.Structured = text[..end];
            text = text[end..];
        }
        else Scan.Take(ref text, "-"u8);

        text = text.TrimStart((byte)' ');
        Scan.Take(ref text, "\uFEFF"u8);
        header.Body = text;
        return header.Time != 0 || time.SequenceEqual("-"u8);
    }

    static ReadOnlySpan<byte> Value(scoped ref ReadOnlySpan<byte> text)
    {
        var word = Scan.Word(ref text);
        return word.SequenceEqual("-"u8) ? [] : word;
    }

    static int StructuredEnd(ReadOnlySpan<byte> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted) i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (text[i] == ']' && !quoted && (i + 1 == text.Length || text[i + 1] != '[')) return i + 1;
        }

        return text.Length;
    }

    static bool TakeTime(scoped ref ReadOnlySpan<byte> text, YearlessDate dates, out long time)
    {
        time = 0;
        if (text.Length < 15) return false;
        if ((uint)(text[0] - '0') <= 9)
        {
            var word = text;
            word = Scan.Word(ref word);
            if (word.Length >= 19 && (time = Timestamps.FromIso(word)) != 0)
            {
                text = text[word.Length..];
                return true;
            }

            return false;
        }

        // Cisco devices put a star or a point before a clock that is not in step.
        var rest = text[0] is (byte)'*' or (byte)'.' ? text[1..] : text;
        var month = Scan.Month(rest);
        if (month == 0 || rest[3] != ' ') return false;
        var at = rest[4] == ' ' ? 5 : 4;
        var day = (uint)(rest[at] - '0') <= 9 ? rest[at++] - '0' : -1;
        if ((uint)(rest[at] - '0') <= 9) day = day * 10 + rest[at++] - '0';
        if (day < 1 || rest[at++] != ' ') return false;
        rest = rest[at..];
        long midnight;
        if (rest.Length > 5 && rest[4] == ' ' && Scan.Number(rest[..4]) is >= 1970 and <= 9998 and var year)
        {
            if (day > DateTime.DaysInMonth(year, month)) return false;
            midnight = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
            rest = rest[5..];
        }
        else midnight = dates.Ticks(month, day);

        var clock = YearlessDate.TimeOfDay(rest, out var used);
        if (clock < 0) return false;
        if (midnight != 0) time = midnight + clock;
        text = rest[used..];
        if (text.Length > 1 && text[0] == ':') text = text[1..];
        return true;
    }

    // program[pid]: or program: with a message behind it
    static bool Tag(ReadOnlySpan<byte> text, ref SyslogHeader header)
    {
        var end = text.IndexOfAny((byte)':', (byte)' ', (byte)'[');
        if (end <= 0 || text[end] == ' ') return false;
        var program = text[..end];
        if (text[end] == '[')
        {
            var close = text[end..].IndexOf((byte)']');
            if (close < 0 || text[end..(end + close)].Contains((byte)' ')) return false;
            header.Pid = text[(end + 1)..(end + close)];
            text = text[(end + close + 1)..];
            if (!text.StartsWith(":"u8) && !text.IsEmpty && text[0] != ' ') return false;
            if (text.StartsWith(":"u8)) text = text[1..];
        }
        else
        {
            // A colon inside a word belongs to an IPv6 address or a name.
            if (end + 1 < text.Length && text[end + 1] != ' ') return false;
            text = text[(end + 1)..];
        }

        header.Program = program;
        header.Body = text.StartsWith(" "u8) ? text[1..] : text;
        return true;
    }
}
