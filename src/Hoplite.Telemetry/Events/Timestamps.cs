using System.Buffers.Binary;

namespace Hoplite.Telemetry;

/// <summary>Turns the times of the sources into UTC ticks of 100 ns; 0 stands for a time that is not known.</summary>
static class Timestamps
{
    const long FileTimeEpoch = 504_911_232_000_000_000;

    /// <summary>From 100 ns since 1601; 0 when out of range.</summary>
    public static long FromFileTime(long value) =>
        value > 0 && value <= DateTime.MaxValue.Ticks - FileTimeEpoch ? value + FileTimeEpoch : 0;

    /// <summary>From a Windows SYSTEMTIME of eight 16-bit numbers; 0 when it is no date.</summary>
    public static long FromSystemTime(ReadOnlySpan<byte> value)
    {
        if (value.Length < 16) return 0;
        int year = BinaryPrimitives.ReadUInt16LittleEndian(value), month = value[2], day = value[6];
        int hour = value[8], minute = value[10], second = value[12], milli = BinaryPrimitives.ReadUInt16LittleEndian(value[14..]);
        if (year is < 1601 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59 || milli > 999) return 0;
        return new DateTime(year, month, day, hour, minute, second, milli, DateTimeKind.Utc).Ticks;
    }

    /// <summary>From seconds since 1970, with a fraction; 0 when out of range.</summary>
    public static long FromUnixSeconds(double seconds) =>
        seconds is > 0 and < 253_402_300_800 ? DateTime.UnixEpoch.Ticks + (long)Math.Round(seconds * 1e6) * 10 : 0;

    /// <summary>
    /// From ISO 8601 / RFC 3339 text: <c>yyyy-MM-dd</c>, then <c>T</c> or a blank, <c>HH:mm:ss</c>, an optional fraction after a
    /// point or comma, and <c>Z</c>, <c>±HH:mm</c>, <c>±HHmm</c> or nothing, which means UTC; 0 when it is not such text.
    /// </summary>
    public static long FromIso(ReadOnlySpan<byte> text)
    {
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':' || (text[10] | 0x20) is not ('t' or ' ')) return 0;
        int year = Digits(text, 0, 4), month = Digits(text, 5, 2), day = Digits(text, 8, 2);
        int hour = Digits(text, 11, 2), minute = Digits(text, 14, 2), second = Digits(text, 17, 2);
        if (year < 1 || month is < 1 or > 12 || day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month))
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60) return 0;
        var ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks + second * TimeSpan.TicksPerSecond;
        var at = 19;
        if (at < text.Length && text[at] is (byte)'.' or (byte)',')
        {
            at++;
            for (long unit = TimeSpan.TicksPerSecond / 10; at < text.Length && (uint)(text[at] - '0') <= 9; at++, unit /= 10)
                ticks += (text[at] - '0') * unit;
        }

        return ticks - Zone(text[at..]);
    }

    static long Zone(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[0] is not ((byte)'+' or (byte)'-')) return 0;
        var hours = Digits(text, 1, 2);
        var rest = text.Length > 3 && text[3] == ':' ? 4 : 3;
        var minutes = text.Length >= rest + 2 ? Digits(text, rest, 2) : 0;
        if (hours < 0 || minutes < 0) return 0;
        var offset = hours * TimeSpan.TicksPerHour + minutes * TimeSpan.TicksPerMinute;
        return text[0] == '-' ? -offset : offset;
    }

    static int Digits(ReadOnlySpan<byte> text, int start, int count)
    {
        var value = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit > 9) return -1;
            value = value * 10 + (int)digit;
        }

        return value;
    }
}
