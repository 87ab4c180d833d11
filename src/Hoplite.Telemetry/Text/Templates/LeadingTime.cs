namespace Hoplite.Telemetry.Text.Templates;

/// <summary>Takes the time off the front of a line, in the layouts that are common in the field.</summary>
sealed class LeadingTime(DateTimeOffset? lastWrite)
{
    readonly YearlessDate _dates = new(lastWrite);

    /// <summary>UTC ticks, and the text behind; 0 and the text as it was when there is no time.</summary>
    public long Take(scoped ref ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart("[ \t"u8);
        var time = At(rest, out var used);
        if (time == 0 && Scan.Take(ref rest, "- "u8)) time = At(rest, out used);
        if (time == 0)
        {
            // One word may stand before it: the name of a file or of a host.
            Scan.Word(ref rest);
            time = At(rest, out used);
        }

        if (time != 0) text = rest[used..].TrimStart("] \t"u8);
        return time;
    }

    long At(ReadOnlySpan<byte> text, out int used)
    {
        used = 0;
        if (text.Length < 10) return 0;
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = text.Length;
        switch (digits)
        {
            case 4 when text.Length >= 19: return Iso(text, out used);
            case 6 when text.Length >= 13 && text[6] == ' ': return Compact(text, out used);
            case 8 when text.Length >= 17 && text[8] is (byte)'-' or (byte)' ': return Day(Scan.Number(text[..4]), Scan.Two(text, 4), Scan.Two(text, 6), text, 9, out used);
            case 10 or 13 when digits < text.Length && text[digits] is (byte)' ' or (byte)'.':
                var end = text.IndexOf((byte)' ');
                used = end < 0 ? text.Length : end;
                return EpochText.Parse(text[..used]);
            case 2 when text[2] == '/' && text.Length >= 17 && text[5] == '/':
                return Day(2000 + Scan.Two(text, 0), Scan.Two(text, 3), Scan.Two(text, 6), text, 9, out used);
            case 2 when text[2] is (byte)'-' or (byte)'.' && text.Length >= 14 && text[5] == ' ':
                var date = _dates.Ticks(Math.Max(0, Scan.Two(text, 0)), Math.Max(0, Scan.Two(text, 3)));
                return Clock(date, text, 6, out used);
            case 0 when Scan.Month(text) is > 0 and var month && text.Length >= 15 && text[3] == ' ':
                var at = text[4] == ' ' ? 5 : 4;
                var length = text[at..].IndexOf((byte)' ');
                if (length is < 1 or > 2) return 0;
                return Clock(_dates.Ticks(month, Math.Max(0, Scan.Number(text.Slice(at, length)))), text, at + length + 1, out used);
            default: return 0;
        }
    }

    static long Iso(ReadOnlySpan<byte> text, out int used)
    {
        used = 19;
        Span<byte> stamp = stackalloc byte[19];
        text[..19].CopyTo(stamp);

        // 2024/01/02 03:04:05 and 2005-06-03-15.42.50 are the same with other marks.
        if (stamp[4] is (byte)'/' or (byte)'.') stamp[4] = stamp[7] = (byte)'-';
        if (stamp[10] == '-') stamp[10] = (byte)' ';
        if (stamp[13] == '.') stamp[13] = stamp[16] = (byte)':';
        var time = Timestamps.FromIso(stamp);
        if (time == 0) return 0;
        if (used + 1 < text.Length && text[used] is (byte)'.' or (byte)',' && (uint)(text[used + 1] - '0') <= 9)
        {
            used++;
            for (var unit = TimeSpan.TicksPerSecond / 10; used < text.Length && (uint)(text[used] - '0') <= 9; used++, unit /= 10) time += (text[used] - '0') * unit;
        }

        if (used < text.Length && text[used] == 'Z') used++;
        else if (used + 6 <= text.Length && text[used] is (byte)'+' or (byte)'-' && text[used + 3] == ':')
        {
            var offset = Scan.Two(text, used + 1) * TimeSpan.TicksPerHour + Scan.Two(text, used + 4) * TimeSpan.TicksPerMinute;
            time += text[used] == '-' ? offset : -offset;
            used += 6;
        }

        return time;
    }

    // 081109 203615
    static long Compact(ReadOnlySpan<byte> text, out int used)
    {
        used = 13;
        int hour = Scan.Two(text, 7), minute = Scan.Two(text, 9), second = Scan.Two(text, 11);
        if ((uint)hour > 23 || (uint)minute > 59 || (uint)second > 59) return 0;
        var day = Midnight(2000 + Scan.Two(text, 0), Scan.Two(text, 2), Scan.Two(text, 4));
        return day == 0 ? 0 : day + (hour * 3600L + minute * 60 + second) * TimeSpan.TicksPerSecond;
    }

    static long Day(int year, int month, int day, ReadOnlySpan<byte> text, int clock, out int used) => Clock(Midnight(year, month, day), text, clock, out used);

    static long Midnight(int year, int month, int day) =>
        year is >= 1970 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks : 0;

    static long Clock(long midnight, ReadOnlySpan<byte> text, int at, out int used)
    {
        used = 0;
        if (midnight == 0) return 0;
        var ticks = YearlessDate.TimeOfDay(text[at..], out var length);
        if (ticks < 0) ticks = Loose(text[at..], out length);
        if (ticks < 0) return 0;
        used = at + length;

        // Some write the milliseconds behind a third colon, without leading zeros.
        if (used + 1 < text.Length && text[used] == ':' && (uint)(text[used + 1] - '0') <= 9)
        {
            var digits = text[(used + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits is > 0 and <= 3)
            {
                ticks += Scan.Number(text.Slice(used + 1, digits)) * TimeSpan.TicksPerMillisecond;
                used += 1 + digits;
            }
        }

        return midnight + ticks;
    }

    // 0:7:20, without leading zeros
    static long Loose(ReadOnlySpan<byte> text, out int used)
    {
        used = 0;
        long seconds = 0;
        for (var part = 0; part < 3; part++)
        {
            var digits = text[used..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits is < 1 or > 2 || part < 2 && text[used + digits] != ':') return -1;
            var number = Scan.Number(text.Slice(used, digits));
            if (number > (part == 0 ? 23 : 59)) return -1;
            seconds = seconds * 60 + number;
            used += part < 2 ? digits + 1 : digits;
        }

        return seconds * TimeSpan.TicksPerSecond;
    }
}
