using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Hoplite.Guard.Cedar.Wasm;

/// <summary>Writes questions as the JSON that Cedar reads.</summary>
static class CallWriter
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly JsonWriterOptions Options = new() { MaxDepth = 2 * CedarLimits.MaxDepth };

    /// <summary>A question about policies that the instance already knows.</summary>
    public static string Question(CedarRequest request, string policies)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("preparsedPolicySetId", policies);
            json.WriteString("preparsedSchemaName", policies);
            json.WriteBoolean("validateRequest", true);
            Write(json, "principal", request.Principal);
            Write(json, "action", request.Action);
            Write(json, "resource", request.Resource);
            Write(json, "context", request.Context, 0);
            json.WriteStartArray("entities");
            foreach (var entity in request.Entities) Write(json, entity);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenCount <= CedarLimits.MaxCall ? Encoding.UTF8.GetString(buffer.WrittenSpan) : throw new CedarException("the question is too long");
    }

    /// <summary>Policies to validate against a schema.</summary>
    public static string Validation(string policies, string schema) => Object(json =>
    {
        json.WriteString("schema", schema);
        json.WriteStartObject("policies");
        json.WriteString("staticPolicies", policies);
        json.WriteEndObject();
        json.WriteStartObject("validationSettings");
        json.WriteString("mode", "strict");
        json.WriteEndObject();
    });

    /// <summary>A set of policies.</summary>
    public static string PolicySet(string policies) => Object(json => json.WriteString("staticPolicies", policies));

    /// <summary>A text as JSON.</summary>
    public static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    static string Object(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Write(Utf8JsonWriter json, CedarEntity entity)
    {
        json.WriteStartObject();
        Write(json, "uid", entity.Uid);
        Write(json, "attrs", entity.Attributes, 0);
        json.WriteStartArray("parents");
        foreach (var parent in entity.Parents) WriteUid(json, parent);
        json.WriteEndArray();
        if (entity.Tags is { } tags) Write(json, "tags", tags, 0);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, CedarUid uid)
    {
        json.WritePropertyName(name);
        WriteUid(json, uid);
    }

    static void WriteUid(Utf8JsonWriter json, CedarUid uid)
    {
        json.WriteStartObject();
        json.WriteString("type", Whole(uid.Type));
        json.WriteString("id", Whole(uid.Id));
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, CedarValue> fields, int depth)
    {
        json.WritePropertyName(name);
        WriteFields(json, fields, depth);
    }

    static void WriteFields(Utf8JsonWriter json, IReadOnlyDictionary<string, CedarValue> fields, int depth)
    {
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            // These would make something else out of a record.
            if (name is "__entity" or "__extn" or "__expr") throw new CedarException($"a field cannot be named {name}");
            json.WritePropertyName(Whole(name));
            Write(json, value, depth);
        }
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, CedarValue value, int depth)
    {
        if (depth >= CedarLimits.MaxDepth || json.BytesPending > CedarLimits.MaxCall) throw new CedarException("the question is too deep or too long");
        switch (value)
        {
            case CedarValue.Truth truth: json.WriteBooleanValue(truth.Value); break;
            case CedarValue.Number number: json.WriteNumberValue(number.Value); break;
            case CedarValue.Text text: json.WriteStringValue(Whole(text.Value)); break;
            case CedarValue.Reference reference:
                json.WriteStartObject();
                Write(json, "__entity", reference.Uid);
                json.WriteEndObject();
                break;
            case CedarValue.Set set: WriteArray(json, set.Items, depth + 1); break;
            case CedarValue.Record record: WriteFields(json, record.Fields, depth + 1); break;
            case CedarValue.Call call:
                json.WriteStartObject();
                json.WriteStartObject("__extn");
                json.WriteString("fn", Whole(call.Function));
                json.WritePropertyName(call.Arguments.Count == 1 ? "arg" : "args");
                if (call.Arguments.Count == 1) Write(json, call.Arguments[0], depth + 1);
                else WriteArray(json, call.Arguments, depth + 1);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default: throw new CedarException("a value is missing");
        }
    }

    static void WriteArray(Utf8JsonWriter json, IReadOnlyList<CedarValue> items, int depth)
    {
        json.WriteStartArray();
        foreach (var item in items) Write(json, item, depth);
        json.WriteEndArray();
    }

    // Half a character would be written as a replacement, and two different names would become the same.
    static string Whole(string text)
    {
        _ = Strict.GetByteCount(text);
        return text;
    }
}
