using System.Text;
using Hoplite.Store.Spooling;
using Hoplite.Telemetry;

namespace Hoplite.Store.Pipeline;

/// <summary>What no reader could read becomes an event all the same: its text as it came, and the reason.</summary>
static class RawEvents
{
    const int MaxText = 8 << 10;

    static readonly int Source = LogSourceTable.Intern(new LogSource("hoplite", null, "unparsed"));
    static readonly int Message = FieldTable.Intern("message");
    static readonly int Reason = FieldTable.Intern("hoplite.reason");

    /// <summary>Posts one event for each problem.</summary>
    public static void Post(Delivery delivery, EvidenceSource source, IReadOnlyList<ReadProblem> problems, IEventSink sink)
    {
        var batch = sink.Rent(source);
        foreach (var problem in problems)
        {
            var start = (int)Math.Clamp(problem.Offset, 0, delivery.Payload.Length);
            var text = delivery.Payload.Span[start..];
            if (text.IndexOf((byte)'\n') is >= 0 and var end) text = text[..end];
            if (text.Length > MaxText) text = text[..MaxText];
            var raw = batch.Append(text);
            batch.Add(Message, FieldKind.Text, raw, text.Length);
            batch.Add(Reason, Encoding.UTF8.GetBytes(problem.Reason));
            batch.End(delivery.Received.UtcTicks, Source, start, -1, raw, text.Length);
            if (!batch.IsFull) continue;
            sink.Post(batch);
            batch = sink.Rent(source);
        }

        sink.Post(batch);
    }
}
