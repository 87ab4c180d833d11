using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Server.Listeners.Http;

/// <summary>Makes a JSON line of each log record of an OTLP request: its attributes, those of its resource, its body and its time.</summary>
static class OtlpLines
{
    /// <summary>Writes the lines.</summary>
    /// <exception cref="InvalidOperationException">The request has not the shape it should have.</exception>
    public static int Write(JsonNode? request, IBufferWriter<byte> lines)
    {
        var count = 0;
        foreach (var resource in Items(request, "resourceLogs"))
            foreach (var scope in Items(resource, "scopeLogs"))
                foreach (var record in Items(scope, "logRecords"))
                {
                    using (var json = new Utf8JsonWriter(lines)) Write(json, resource?["resource"], record);
                    lines.Write("\n"u8);
                    count++;
                }

        return count;
    }

    static void Write(Utf8JsonWriter json, JsonNode? resource, JsonNode? record)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        json.WriteStartObject();
        if ((Time(record?["timeUnixNano"]) ?? Time(record?["observedTimeUnixNano"])) is { } time)
        {
            written.Add("@timestamp");
            json.WriteString("@timestamp", time);
        }

        if (record?["severityText"]?.ToString() is { Length: > 0 } severity && written.Add("level")) json.WriteString("level", severity);
        Attributes(json, record, written);
        Attributes(json, resource, written);
        if (record?["body"] is { } body)
        {
            // A body that is a map holds the fields of the event, as a parsing collector sends them.
            if (body["kvlistValue"] is { } map)
                foreach (var pair in Items(map, "values")) Pair(json, pair, written);
            else if (written.Add("message"))
            {
                json.WritePropertyName("message");
                Value(json, body);
            }
        }

        json.WriteEndObject();
    }

    static void Attributes(Utf8JsonWriter json, JsonNode? holder, HashSet<string> written)
    {
        foreach (var pair in Items(holder, "attributes")) Pair(json, pair, written);
    }

    static void Pair(Utf8JsonWriter json, JsonNode? pair, HashSet<string> written)
    {
        if (pair?["key"]?.ToString() is not { Length: > 0 } key || !written.Add(key)) return;
        json.WritePropertyName(key);
        Value(json, pair["value"]);
    }

    static void Value(Utf8JsonWriter json, JsonNode? value)
    {
        if (value?["stringValue"] is { } text) json.WriteStringValue(text.ToString());
        else if (value?["intValue"] is { } number && long.TryParse(number.ToString(), CultureInfo.InvariantCulture, out var integer)) json.WriteNumberValue(integer);
        else if (value?["boolValue"] is { } flag) json.WriteBooleanValue(flag.GetValueKind() == JsonValueKind.True);
        else if (value?["doubleValue"] is { } real) real.WriteTo(json);
        else if (value?["arrayValue"] is { } array)
        {
            json.WriteStartArray();
            foreach (var item in Items(array, "values")) Value(json, item);
            json.WriteEndArray();
        }
        else if (value?["kvlistValue"] is { } map)
        {
            json.WriteStartObject();
            var inner = new HashSet<string>(StringComparer.Ordinal);
            foreach (var pair in Items(map, "values")) Pair(json, pair, inner);
            json.WriteEndObject();
        }
        else if (value?["bytesValue"] is { } bytes) json.WriteStringValue(bytes.ToString());
        else json.WriteNullValue();
    }

    static JsonArray Items(JsonNode? node, string name) => node?[name]?.AsArray() ?? [];

    static DateTimeOffset? Time(JsonNode? nanoseconds) =>
        ulong.TryParse(nanoseconds?.ToString(), CultureInfo.InvariantCulture, out var value) && value > 0
            ? DateTimeOffset.UnixEpoch.AddTicks((long)Math.Min(value / 100, (ulong)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks)) : null;
}
