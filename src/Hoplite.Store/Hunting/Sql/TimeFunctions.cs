using System.Text;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Functions of time; all of it UTC.</summary>
static class TimeFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        new("now", "now()", "the present time, the same one in the whole query", 0, 0, c => Time(SqlText.Literal(c.Now))),
        new("ago", "ago(1d)", "so long before now", 1, 1, Ago),
        new("startofhour", "startofhour(time)", "the hour it lies in", 1, 1, c => Time($"date_trunc('hour', {c.Time(0)})")),
        new("startofday", "startofday(time)", "the day it lies in", 1, 1, c => Time($"CAST(date_trunc('day', {c.Time(0)}) AS TIMESTAMP)")),
        new("startofweek", "startofweek(time)", "the Monday before it", 1, 1, c => Time($"CAST(date_trunc('week', {c.Time(0)}) AS TIMESTAMP)")),
        new("startofmonth", "startofmonth(time)", "the month it lies in", 1, 1, c => Time($"CAST(date_trunc('month', {c.Time(0)}) AS TIMESTAMP)")),
        new("hourofday", "hourofday(time)", "the hour, 0 to 23", 1, 1, c => Whole($"hour({c.Time(0)})")),
        new("dayofweek", "dayofweek(time)", "0 is Sunday, 6 is Saturday", 1, 1, c => Whole($"dayofweek({c.Time(0)})")),
        new("datetime_diff", "datetime_diff(\"minute\", later, earlier)", "the time between, in whole seconds, minutes, hours or days", 3, 3, Difference),
        new("format_datetime", "format_datetime(time, \"yyyy-MM-dd HH:mm\")", "the time as a text; yyyy MM dd HH mm ss fff", 2, 2, Format),
        new("unixtime_seconds_todatetime", "unixtime_seconds_todatetime(number)", "the time of so many seconds since 1970", 1, 1, c => Time(Conversion.TimeOf(Conversion.Whole(c.Integer(0), "*", "1000000")))),
    ];

    static SqlValue Ago(CallSite call)
    {
        var ticks = call.Now.Ticks - call.ConstantSpan(0) * 10;
        return ticks > 0 ? Time(SqlText.Literal(new DateTime(ticks, DateTimeKind.Utc))) : throw call.Wrong(0, "the span reaches back too far");
    }

    static SqlValue Difference(CallSite call)
    {
        var unit = call.ConstantText(0) switch
        {
            "second" => 1_000_000L,
            "minute" => 60_000_000,
            "hour" => 3_600_000_000,
            "day" => 86_400_000_000,
            _ => throw call.Wrong(0, "there is no such unit", "units are second, minute, hour and day"),
        };
        return new SqlValue(Conversion.Whole($"(epoch_us({call.Time(1)}) - epoch_us({call.Time(2)}))", "//", SqlText.Literal(unit)), KqlType.Integer);
    }

    static SqlValue Format(CallSite call)
    {
        var format = call.ConstantText(1);
        var made = new StringBuilder();
        for (var i = 0; i < format.Length;)
        {
            var run = 1;
            while (i + run < format.Length && format[i + run] == format[i]) run++;
            made.Append((format[i], run) switch
            {
                ('y', 4) => "%Y",
                ('y', 2) => "%y",
                ('M', 2) => "%m",
                ('d', 2) => "%d",
                ('H', 2) => "%H",
                ('m', 2) => "%M",
                ('s', 2) => "%S",
                ('f', 3) => "%g",
                ('f', 6) => "%f",
                ('%', _) => new string('%', run * 2),
                var (c, _) when char.IsAsciiLetter(c) && c is not ('T' or 'Z') => throw call.Wrong(1, $"'{new string(c, Math.Min(run, 20))}' is no part of a time", "parts are yyyy MM dd HH mm ss fff"),
                var (c, _) => new string(c, run),
            });
            i += run;
        }

        return new SqlValue($"strftime({call.Time(0)}, {SqlText.Literal(made.ToString())})", KqlType.Text);
    }

    static SqlValue Time(string sql) => new(sql, KqlType.Time);

    static SqlValue Whole(string sql) => new($"CAST({sql} AS BIGINT)", KqlType.Integer);
}
