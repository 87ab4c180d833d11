using System.Buffers;
using System.Text.Json;

namespace Hoplite.Server.Listeners.Http;

/// <summary>The body of a request to Splunk's HTTP event collector: JSON objects one behind the other, with or without line feeds between them.</summary>
static class SplunkBody
{
    static readonly string[] Carried = ["host", "source", "sourcetype", "index"];

    /// <summary>Writes each event as a JSON line: the event's own members, with time, host, source and fields of its envelope beside them.</summary>
    /// <returns>How many events.</returns>
    /// <exception cref="JsonException">The body is not what it should be.</exception>
    public static int Read(ReadOnlySpan<byte> body, IBufferWriter<byte> lines)
    {
        var count = 0;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 64 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray) continue;
            using var envelope = JsonDocument.ParseValue(ref reader);
            if (envelope.RootElement.ValueKind != JsonValueKind.Object || !envelope.RootElement.TryGetProperty("event", out var said)) throw new JsonException("an event is missing");
            using (var json = new Utf8JsonWriter(lines)) Write(json, envelope.RootElement, said);
            lines.Write("\n"u8);
            count++;
        }

        return count;
    }

    static void Write(Utf8JsonWriter json, JsonElement envelope, JsonElement said)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        json.WriteStartObject();
        if (envelope.TryGetProperty("time", out var time) && Seconds(time) is { } seconds && written.Add("@timestamp"))
            json.WriteString("@timestamp", DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        if (said.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in said.EnumerateObject())
                if (written.Add(member.Name)) member.WriteTo(json);
        }
        else if (written.Add("message")) json.WriteString("message", said.ValueKind == JsonValueKind.String ? said.GetString() : said.GetRawText());

        foreach (var name in Carried)
            if (envelope.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && written.Add(name)) json.WriteString(name, value.GetString());
        if (envelope.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Object)
            foreach (var member in fields.EnumerateObject())
                if (written.Add(member.Name)) member.WriteTo(json);
        json.WriteEndObject();
    }

    static double? Seconds(JsonElement time)
    {
        double seconds;
        if (time.ValueKind == JsonValueKind.Number) seconds = time.GetDouble();
        else if (time.ValueKind != JsonValueKind.String || !double.TryParse(time.GetString(), System.Globalization.CultureInfo.InvariantCulture, out seconds)) return null;
        return seconds is > 0 and < 200_000_000_000 ? seconds : null;
    }
}
