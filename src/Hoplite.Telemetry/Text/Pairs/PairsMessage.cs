namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>A line of <c>key=value</c> pairs: Fortinet devices, logfmt.</summary>
static class PairsMessage
{
    static readonly int Fortigate = LogSourceTable.Intern(new LogSource("fortigate"));
    static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);

    public static bool LooksLikeFortinet(ReadOnlySpan<byte> text) =>
        (text.StartsWith("date="u8) || text.StartsWith("logver="u8) || text.StartsWith("timestamp="u8)) && text.IndexOf(" logid="u8) > 0 || text.IndexOf("devid="u8) >= 0 && text.IndexOf(" type="u8) >= 0;

    /// <summary>How many pairs a line has, and whether it has anything else.</summary>
    public static (int Pairs, int Others) Count(ReadOnlySpan<byte> text)
    {
        int pairs = 0, others = 0;
        var scan = new PairScan(text);
        while (scan.Next())
        {
            if (scan.HasValue && IsKey(scan.Key)) pairs++;
            else others++;
        }

        return (pairs, others);
    }

    /// <summary>Adds the pairs as fields; words that are no pairs become <c>message</c> where the line has none.</summary>
    public static int Add(in LogLine line, ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        long day = 0, clock = -1, other = 0;
        var scan = new PairScan(text);
        while (scan.Next())
        {
            if (!scan.HasValue || !IsKey(scan.Key))
            {
                line.Add(Names.Param, scan.Key);
                continue;
            }

            var kind = scan.IsEscaped ? FieldKind.JsonText : FieldKind.Text;
            line.Batch.Add(FieldTable.Intern(scan.Key), kind, line.OffsetOf(scan.Value), scan.Value.Length);
            if (scan.Key.SequenceEqual("date"u8)) day = Day(scan.Value);
            else if (scan.Key.SequenceEqual("time"u8) && scan.Value.Length is >= 8 and < 16) clock = YearlessDate.TimeOfDay(scan.Value, out _);
            else if (other == 0 && (scan.Key.SequenceEqual("ts"u8) || scan.Key.SequenceEqual("time"u8) || scan.Key.SequenceEqual("timestamp"u8)))
                other = EpochText.Parse(scan.Value);
            else if (scan.Key.SequenceEqual("eventtime"u8)) other = EpochText.Parse(scan.Value);
        }

        time = other != 0 ? other : day != 0 && clock >= 0 ? day + clock : 0;
        return LooksLikeFortinet(text) ? Fortigate : Unknown;
    }

    static bool IsKey(ReadOnlySpan<byte> key) =>
        key.Length is > 0 and <= 64 && (uint)((key[0] | 0x20) - 'a') <= 25 | key[0] is (byte)'_' or (byte)'@' && !key.ContainsAny("\"'()[]{}<>"u8);

    static long Day(ReadOnlySpan<byte> text)
    {
        Span<byte> whole = stackalloc byte[19];
        if (text.Length != 10) return 0;
        text.CopyTo(whole);
        "T00:00:00"u8.CopyTo(whole[10..]);
        return Timestamps.FromIso(whole);
    }
}
