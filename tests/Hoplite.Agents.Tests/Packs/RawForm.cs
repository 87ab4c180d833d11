using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Tests.Packs;

/// <summary>An event as a model would be given it without packs: the line of JSON it was recorded as, or, when it was recorded in binary, one flat JSON object with all its fields and their whole values.</summary>
static class RawForm
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>It as text.</summary>
    public static string Of(EventRecord record)
    {
        if (record.Raw.Span is [(byte)'{', ..]) return Encoding.UTF8.GetString(record.Raw.Span);
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Readable))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in record.Fields) writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
