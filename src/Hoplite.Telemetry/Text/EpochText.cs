using System.Buffers.Text;

namespace Hoplite.Telemetry.Text;

/// <summary>A time as text: ISO 8601, or a number of seconds, milli-, micro- or nanoseconds since 1970.</summary>
static class EpochText
{
    /// <summary>UTC ticks; 0 when it is no time.</summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        var iso = Timestamps.FromIso(text);
        if (iso != 0) return iso;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        if (!Utf8Parser.TryParse(whole, out long number, out var used) || used != whole.Length || number <= 0) return 0;
        if (whole.Length <= 11)
        {
            // Digit by digit: a double would lose the last ones.
            var ticks = DateTime.UnixEpoch.Ticks + number * TimeSpan.TicksPerSecond;
            var unit = TimeSpan.TicksPerSecond / 10;
            for (var i = point + 1; point >= 0 && i < text.Length && (uint)(text[i] - '0') <= 9; i++, unit /= 10) ticks += (text[i] - '0') * unit;
            return ticks <= DateTime.MaxValue.Ticks ? ticks : 0;
        }

        return whole.Length switch
        {
            <= 14 => Timestamps.FromUnixSeconds(number / 1e3),
            <= 17 => Timestamps.FromUnixSeconds(number / 1e6),
            _ => Timestamps.FromUnixSeconds(number / 1e9),
        };
    }
}
