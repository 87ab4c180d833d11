using System.Text;

namespace Hoplite.Telemetry.WindowsXml;

/// <summary>Reads Windows events exported as XML: one <c>Events</c> document, or <c>Event</c> elements one after the other.</summary>
public sealed class WindowsXmlReader : IEventReader
{
    /// <inheritdoc/>
    public string Format => "windows-xml";

    /// <inheritdoc/>
    public InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public int Sniff(ReadOnlySpan<byte> head, string fileName)
    {
        var encoding = XmlBytes.Sniff(head);
        Span<byte> text = stackalloc byte[4096];
        text = text[..XmlBytes.ToUtf8(encoding, head[..Math.Min(head.Length, 2048)], text)];
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        if (!text.TrimStart(" \t\r\n"u8).StartsWith("<"u8)) return 0;
        var at = EventSlices.Start(text);
        if (at < 0) return text.IndexOf("<Events"u8) >= 0 ? 50 : 0;
        return text[at..].IndexOf("schemas.microsoft.com/win/2004/08/events"u8) >= 0 ? 97 : text[at..].IndexOf("<System"u8) >= 0 ? 90 : 0;
    }

    /// <inheritdoc/>
    public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
    {
        var batch = sink.Rent(input.Source);
        try
        {
            var slices = new EventSlices(new XmlBytes(input, sink), input, sink);
            var parser = new XmlEventParser();
            while (slices.Next())
            {
                cancellation.ThrowIfCancellationRequested();
                if (batch.IsFull)
                {
                    sink.Post(batch);
                    batch = sink.Rent(input.Source);
                }

                if (parser.Parse(slices.Event, slices.Position, batch)) continue;
                sink.Report(new(input.Source, slices.Position, "event is not well-formed XML"));

                // An event that lost its end must not take the next one with it.
                if (slices.SkipToLastStart() && !parser.Parse(slices.Event, slices.Position, batch))
                    sink.Report(new(input.Source, slices.Position, "event is not well-formed XML"));
            }
        }
        finally
        {
            sink.Post(batch);
        }
    }
}
