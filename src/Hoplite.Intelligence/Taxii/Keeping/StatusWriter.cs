using System.Buffers;
using System.Text.Json;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Writes status resources (TAXII 2.1 §4.3.1). Everything is done when it is written, so nothing is ever pending.</summary>
static class StatusWriter
{
    /// <summary>Writes one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="received">When the request came.</param>
    /// <param name="place">Where the objects went.</param>
    /// <param name="envelope">What came.</param>
    /// <param name="results">For each object, null when it is there, else why not.</param>
    public static TaxiiStatus Write(string id, DateTimeOffset received, TaxiiPlace place, TaxiiEnvelope envelope, string?[] results)
    {
        var taken = results.Count(r => r is null);
        var refused = envelope.Failures.Count + results.Length - taken;
        var sink = new ArrayBufferWriter<byte>(512 + (results.Length * 200));
        using (var json = new Utf8JsonWriter(sink, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("status"u8, "complete"u8);
            json.WriteString("request_timestamp"u8, TaxiiTime.Write(received));
            json.WriteNumber("total_count"u8, taken + refused);
            json.WriteNumber("success_count"u8, taken);
            if (taken > 0)
            {
                json.WriteStartArray("successes"u8);
                var message = $"in collection {place.Collection}";
                for (var i = 0; i < results.Length; i++)
                    if (results[i] is null) Detail(json, envelope.Objects[i].Id, envelope.Objects[i].Stamp, message, received);
                json.WriteEndArray();
            }

            json.WriteNumber("failure_count"u8, refused);
            if (refused > 0)
            {
                json.WriteStartArray("failures"u8);
                for (var i = 0; i < results.Length; i++)
                    if (results[i] is { } wrong) Detail(json, envelope.Objects[i].Id, envelope.Objects[i].Stamp, wrong, received);
                foreach (var failure in envelope.Failures) Detail(json, failure.Id, failure.Version, failure.Message, received);
                json.WriteEndArray();
            }

            json.WriteNumber("pending_count"u8, 0);
            json.WriteEndObject();
        }

        return new TaxiiStatus(id, sink.WrittenMemory, taken, refused);
    }

    // The version is required; for what has none it is when it came.
    static void Detail(Utf8JsonWriter json, string id, string? version, string message, DateTimeOffset received)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("version"u8, version ?? TaxiiTime.Write(received));
        json.WriteString("message"u8, message);
        json.WriteEndObject();
    }
}
