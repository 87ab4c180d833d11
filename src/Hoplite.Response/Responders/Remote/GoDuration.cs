using System.Globalization;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Durations as programs in Go write them, such as <c>3h59m21.5s</c>.</summary>
static class GoDuration
{
    /// <summary>The duration; null when it is none.</summary>
    public static TimeSpan? Read(string text)
    {
        var sum = 0.0;
        var rest = text.AsSpan().TrimStart('-');
        if (rest.Length is 0 or > 40) return null;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
            rest = rest[digits..];
            var unit = rest.IndexOfAny("0123456789.");
            var name = unit < 0 ? rest : rest[..unit];
            double? seconds = name switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 1e-3, "us" or "µs" => 1e-6, "ns" => 1e-9, _ => null };
            if (seconds is null) return null;
            sum += amount * seconds.Value;
            rest = unit < 0 ? [] : rest[unit..];
        }

        return sum > TimeSpan.FromDays(36_500).TotalSeconds ? null : TimeSpan.FromSeconds(text[0] == '-' ? -sum : sum);
    }
}
