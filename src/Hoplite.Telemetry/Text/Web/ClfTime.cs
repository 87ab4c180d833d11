namespace Hoplite.Telemetry.Text.Web;

/// <summary>Times of web servers: <c>10/Oct/2000:13:55:36 -0700</c>.</summary>
static class ClfTime
{
    /// <summary>UTC ticks; 0 when it is no such time.</summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[2] != '/' || text[6] != '/' || text[11] != ':') return 0;
        int day = Scan.Two(text, 0), month = Scan.Month(text[3..]), year = Scan.Number(text.Slice(7, 4));
        if (month == 0 || year is < 1970 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month)) return 0;
        var clock = YearlessDate.TimeOfDay(text[12..], out var used);
        if (clock < 0) return 0;
        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks + clock;
        var zone = text[(12 + used)..].TrimStart((byte)' ');
        if (zone.Length < 5 || zone[0] is not ((byte)'+' or (byte)'-')) return ticks;
        var offset = Scan.Two(zone, 1) * TimeSpan.TicksPerHour + Scan.Two(zone, 3) * TimeSpan.TicksPerMinute;
        return zone[0] == '-' ? ticks + offset : ticks - offset;
    }
}
