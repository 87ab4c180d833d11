using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Hoplite.Server.Listeners.Http;

/// <summary>Reads an OTLP <c>ExportLogsServiceRequest</c> into the form it has as JSON (opentelemetry-proto, logs/v1 and common/v1).</summary>
static class OtlpProtobuf
{
    const int Deepest = 32;

    /// <summary>Reads the message.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is no such message.</exception>
    /// <exception cref="FormatException">It is nested too deeply.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        var request = new JsonObject { ["resourceLogs"] = new JsonArray() };
        Each(new CodedInputStream(body.ToArray()), (tag, input) =>
        {
            if (tag == 1) request["resourceLogs"]!.AsArray().Add(ResourceLogs(Inner(input)));
            return tag == 1;
        });
        return request;
    }

    static JsonObject ResourceLogs(CodedInputStream input)
    {
        var logs = new JsonObject { ["scopeLogs"] = new JsonArray() };
        Each(input, (tag, data) =>
        {
            if (tag == 1) logs["resource"] = new JsonObject { ["attributes"] = Attributes(Inner(data), 1) };
            else if (tag == 2) logs["scopeLogs"]!.AsArray().Add(ScopeLogs(Inner(data)));
            return tag is 1 or 2;
        });
        return logs;
    }

    static JsonObject ScopeLogs(CodedInputStream input)
    {
        var records = new JsonArray();
        Each(input, (tag, data) =>
        {
            if (tag == 2) records.Add(Record(Inner(data)));
            return tag == 2;
        });
        return new JsonObject { ["logRecords"] = records };
    }

    static JsonObject Record(CodedInputStream input)
    {
        var attributes = new JsonArray();
        var record = new JsonObject { ["attributes"] = attributes };
        Each(input, (tag, data) =>
        {
            switch (tag)
            {
                case 1: record["timeUnixNano"] = data.ReadFixed64().ToString(CultureInfo.InvariantCulture); return true;
                case 2: record["severityNumber"] = data.ReadEnum(); return true;
                case 3: record["severityText"] = data.ReadString(); return true;
                case 5: record["body"] = Any(Inner(data), 0); return true;
                case 6: attributes.Add(KeyValue(Inner(data), 0)); return true;
                case 9: record["traceId"] = Convert.ToHexStringLower(data.ReadBytes().Span); return true;
                case 10: record["spanId"] = Convert.ToHexStringLower(data.ReadBytes().Span); return true;
                case 11: record["observedTimeUnixNano"] = data.ReadFixed64().ToString(CultureInfo.InvariantCulture); return true;
                default: return false;
            }
        });
        return record;
    }

    static JsonArray Attributes(CodedInputStream input, int field, int depth = 0)
    {
        var attributes = new JsonArray();
        Each(input, (tag, data) =>
        {
            if (tag == field) attributes.Add(KeyValue(Inner(data), depth));
            return tag == field;
        });
        return attributes;
    }

    static JsonObject KeyValue(CodedInputStream input, int depth)
    {
        var pair = new JsonObject { ["key"] = "" };
        Each(input, (tag, data) =>
        {
            if (tag == 1) pair["key"] = data.ReadString();
            else if (tag == 2) pair["value"] = Any(Inner(data), depth);
            return tag is 1 or 2;
        });
        return pair;
    }

    static JsonObject Any(CodedInputStream input, int depth)
    {
        if (depth > Deepest) throw new FormatException("nested too deeply");
        var value = new JsonObject();
        Each(input, (tag, data) =>
        {
            switch (tag)
            {
                case 1: value["stringValue"] = data.ReadString(); return true;
                case 2: value["boolValue"] = data.ReadBool(); return true;
                case 3: value["intValue"] = data.ReadInt64().ToString(CultureInfo.InvariantCulture); return true;
                case 4: value["doubleValue"] = data.ReadDouble() is var number && double.IsFinite(number) ? number : 0; return true;
                case 5:
                    var items = new JsonArray();
                    Each(Inner(data), (inner, item) =>
                    {
                        if (inner == 1) items.Add(Any(Inner(item), depth + 1));
                        return inner == 1;
                    });
                    value["arrayValue"] = new JsonObject { ["values"] = items };
                    return true;
                case 6: value["kvlistValue"] = new JsonObject { ["values"] = Attributes(Inner(data), 1, depth + 1) }; return true;
                case 7: value["bytesValue"] = data.ReadBytes().ToBase64(); return true;
                default: return false;
            }
        });
        return value;
    }

    static CodedInputStream Inner(CodedInputStream input) => new(input.ReadBytes().ToByteArray());

    static void Each(CodedInputStream input, Func<int, CodedInputStream, bool> read)
    {
        while (input.ReadTag() is not 0 and var tag)
            if (!read(WireFormat.GetTagFieldNumber(tag), input)) input.SkipLastField();
    }
}
