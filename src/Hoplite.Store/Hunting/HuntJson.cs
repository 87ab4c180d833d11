using System.Text.Json;

namespace Hoplite.Store.Hunting;

/// <summary>Results as JSON: one form for the server, the command line and whoever reads them.</summary>
public static class HuntJson
{
    /// <summary>Writes a result as one object: columns, rows, truncated, elapsedMs, warnings.</summary>
    public static void Write(Utf8JsonWriter json, HuntResult result)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (var column in result.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in result.Rows)
        {
            json.WriteStartArray();
            foreach (var value in row) WriteValue(json, value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBoolean("truncated", result.Truncated);
        json.WriteNumber("elapsedMs", (long)result.Elapsed.TotalMilliseconds);
        json.WriteStartArray("warnings");
        foreach (var warning in result.Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes one value; times in UTC, spans as d.hh:mm:ss.</summary>
    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case string[] list:
                json.WriteStartArray();
                foreach (var item in list) json.WriteStringValue(item);
                json.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, string> map:
                json.WriteStartObject();
                foreach (var (name, text) in map) json.WriteString(name, text);
                json.WriteEndObject();
                break;
            default: json.WriteStringValue(HuntText.Of(value)); break;
        }
    }
}
