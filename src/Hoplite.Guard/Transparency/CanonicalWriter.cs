using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Guard.Transparency;

/// <summary>Writes one value in canonical form.</summary>
readonly struct CanonicalWriter(IBufferWriter<byte> target)
{
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public void Write(JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                Put("null"u8);
                break;
            case JsonObject members:
                // A member may be null and still be there; sorting must not touch the object itself.
                WriteObject([.. members.Select(m => (m.Key, m.Value))], static (writer, value, inner) => writer.Write(value, inner), depth);
                break;
            case JsonArray items:
                WriteArray(items, static (writer, value, inner) => writer.Write(value, inner), depth);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                WriteString(text);
                break;
            case JsonValue value when value.TryGetValue<JsonElement>(out var element):
                Write(element, depth);
                break;
            default:
                // Numbers, true and false, and what .NET writes as a string: dates, ids.
                using (var document = JsonDocument.Parse(node.ToJsonString())) Write(document.RootElement, depth);
                break;
        }
    }

    public void Write(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject([.. element.EnumerateObject().Select(m => (m.Name, m.Value))], static (writer, value, inner) => writer.Write(value, inner), depth);
                break;
            case JsonValueKind.Array:
                WriteArray(element.EnumerateArray(), static (writer, value, inner) => writer.Write(value, inner), depth);
                break;
            case JsonValueKind.String:
                WriteString(element.GetString()!);
                break;
            case JsonValueKind.Number:
                Put(Encoding.ASCII.GetBytes(EcmaNumber.Format(element.GetRawText())));
                break;
            case JsonValueKind.True:
                Put("true"u8);
                break;
            case JsonValueKind.False:
                Put("false"u8);
                break;
            case JsonValueKind.Null:
                Put("null"u8);
                break;
            default:
                throw new InvalidDataException("a value that was never read has no canonical form");
        }
    }

    void WriteObject<T>((string Name, T Value)[] members, Action<CanonicalWriter, T, int> write, int depth)
    {
        CheckDepth(depth);
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        Put("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                if (string.Equals(members[i].Name, members[i - 1].Name, StringComparison.Ordinal))
                    throw new InvalidDataException("an object names one member twice");
                Put(","u8);
            }

            WriteString(members[i].Name);
            Put(":"u8);
            write(this, members[i].Value, depth + 1);
        }

        Put("}"u8);
    }

    void WriteArray<T>(IEnumerable<T> items, Action<CanonicalWriter, T, int> write, int depth)
    {
        CheckDepth(depth);
        Put("["u8);
        var first = true;
        foreach (var item in items)
        {
            if (!first) Put(","u8);
            first = false;
            write(this, item, depth + 1);
        }

        Put("]"u8);
    }

    void WriteString(string text)
    {
        Put("\""u8);
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and not '"' and not '\\') continue;
            PutText(text.AsSpan(plain, i - plain));
            PutText(Escape(text[i]));
            plain = i + 1;
        }

        PutText(text.AsSpan(plain));
        Put("\""u8);
    }

    static string Escape(char unit) => unit switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)unit:x4}",
    };

    static void CheckDepth(int depth)
    {
        if (depth >= CanonicalJson.MaxDepth) throw new InvalidDataException($"objects lie deeper than {CanonicalJson.MaxDepth} in one another");
    }

    // A lone surrogate has no UTF-8 and makes the encoder throw.
    void PutText(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        var span = target.GetSpan(Utf8.GetMaxByteCount(text.Length));
        target.Advance(Utf8.GetBytes(text, span));
    }

    void Put(ReadOnlySpan<byte> bytes) => target.Write(bytes);
}
