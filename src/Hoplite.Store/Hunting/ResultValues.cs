using System.Collections;
using System.Data;
using System.Globalization;
using System.Numerics;
using Hoplite.Store.Hunting.Sql;

namespace Hoplite.Store.Hunting;

/// <summary>Values of the database as values of results.</summary>
static class ResultValues
{
    /// <summary>Reads one row.</summary>
    public static object?[] Read(IDataRecord record, KqlType[] types)
    {
        var row = new object?[types.Length];
        for (var i = 0; i < row.Length; i++) row[i] = record.IsDBNull(i) ? null : Convert(record.GetValue(i), types[i]);
        return row;
    }

    /// <summary>About how many bytes a row holds.</summary>
    public static long Size(object?[] row)
    {
        var size = 32L + row.Length * 8;
        foreach (var value in row)
            size += value switch
            {
                string text => 32 + text.Length * 2L,
                string[] list => list.Sum(l => 32 + l.Length * 2L),
                IReadOnlyDictionary<string, string> map => map.Sum(m => 96 + (m.Key.Length + m.Value.Length) * 2L),
                _ => 24,
            };
        return size;
    }

    static object? Convert(object value, KqlType type) => type.Kind switch
    {
        KqlKind.Time => value is DateTime time ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : value is DateOnly day ? day.ToDateTime(default, DateTimeKind.Utc) : value,
        KqlKind.Span => new TimeSpan(Math.Clamp(System.Convert.ToInt64(value, CultureInfo.InvariantCulture), long.MinValue / 10, long.MaxValue / 10) * 10),
        KqlKind.Integer => value is BigInteger big ? (long)big : System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        KqlKind.Real => System.Convert.ToDouble(value, CultureInfo.InvariantCulture) is var real && double.IsFinite(real) ? real : null,
        KqlKind.List => ((IEnumerable)value).Cast<object?>().Select(Text).ToArray(),
        KqlKind.Map => Map((IDictionary)value),
        _ => value,
    };

    static SortedDictionary<string, string> Map(IDictionary map)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map) sorted[Text(entry.Key)] = Text(entry.Value);
        return sorted;
    }

    static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
