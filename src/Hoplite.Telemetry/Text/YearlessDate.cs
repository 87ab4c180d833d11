namespace Hoplite.Telemetry.Text;

/// <summary>Days written without a year: the latest such day that is not after the evidence was last written.</summary>
/// <remarks>
/// A day of slack allows for the writer's time zone. When it is not known when the evidence was written, all days lie in 1970: their
/// order is right within a year, and nobody takes the year for a finding. The wall clock is never asked.
/// </remarks>
sealed class YearlessDate
{
    readonly int _year;
    readonly long _latest;
    int _key = -1;
    long _ticks;

    public YearlessDate(DateTimeOffset? lastWrite)
    {
        _year = lastWrite?.UtcDateTime.Year ?? 1970;
        _latest = lastWrite is { } known && known.UtcTicks < DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay ? known.UtcTicks + TimeSpan.TicksPerDay : long.MaxValue;
    }

    /// <summary>UTC ticks of the day's begin; 0 when there is no such day.</summary>
    public long Ticks(int month, int day)
    {
        var key = month * 64 + day;
        if (key == _key) return _ticks;
        _ticks = 0;
        if (month is >= 1 and <= 12 && day is >= 1 and <= 31)
            for (var year = _year; year > _year - 8 && year > 0; year--)
            {
                if (day > DateTime.DaysInMonth(year, month)) continue;
                var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
                if (ticks > _latest) continue;
                _ticks = ticks;
                break;
            }

        _key = key;
        return _ticks;
    }

    /// <summary>Ticks of <c>HH:mm:ss</c> with an optional fraction since midnight; -1 when it is no time of day.</summary>
    public static long TimeOfDay(ReadOnlySpan<byte> text, out int used)
    {
        used = 0;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return -1;
        int hour = Scan.Two(text, 0), minute = Scan.Two(text, 3), second = Scan.Two(text, 6);
        if ((uint)hour > 23 || (uint)minute > 59 || (uint)second > 60) return -1;
        var ticks = (hour * 3600L + minute * 60 + second) * TimeSpan.TicksPerSecond;
        used = 8;
        if (text.Length > 9 && text[8] is (byte)'.' or (byte)',' && (uint)(text[9] - '0') <= 9)
        {
            used = 9;
            for (var unit = TimeSpan.TicksPerSecond / 10; used < text.Length && (uint)(text[used] - '0') <= 9; used++, unit /= 10)
                ticks += (text[used] - '0') * unit;
        }

        return ticks;
    }
}
