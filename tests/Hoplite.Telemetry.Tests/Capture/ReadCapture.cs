using Hoplite.Telemetry.Capture;
using Hoplite.Telemetry.Tests.Scanning;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>Reads captures the way a scan does.</summary>
static class ReadCapture
{
    public static Collected File(string path)
    {
        using var stream = System.IO.File.OpenRead(path);
        return Stream(stream);
    }

    public static Collected Bytes(byte[] bytes) => Stream(new MemoryStream(bytes));

    public static IEnumerable<EventRecord> Of(this Collected read, string service) => read.Events.Where(e => e.LogSource is { Product: "zeek" } s && s.Service == service);

    static Collected Stream(Stream stream)
    {
        var sink = new Collected();
        new CaptureReader().Read(new EvidenceInput(new EvidenceSource("x.pcap"), stream), sink, TestContext.Current.CancellationToken);
        return sink;
    }
}
