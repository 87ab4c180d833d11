using System.Text;
using Hoplite.Telemetry.Scanning;
using Hoplite.Telemetry.Tests.Scanning;

namespace Hoplite.Telemetry.Tests.Text;

/// <summary>Reads a text the way the scanner would: the surest reader takes it.</summary>
static class Reading
{
    public static readonly DateTimeOffset LastWrite = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Collected Read(string text, string name = "sample.log") => Read(Encoding.UTF8.GetBytes(text), name);

    public static Collected Read(byte[] bytes, string name = "sample.log", IEventReader? reader = null)
    {
        var sink = new Collected();
        reader ??= Choose(bytes, name);
        reader.Read(new EvidenceInput(new EvidenceSource(name, LastWrite), new MemoryStream(bytes)), sink, TestContext.Current.CancellationToken);
        return sink;
    }

    public static IEventReader Choose(byte[] bytes, string name = "sample.log") =>
        ScanPlan.Choose(ReaderCatalogue.All, bytes, name) ?? throw new InvalidOperationException("no reader claims it");

    public static string[] Fields(this EventRecord record) => [.. record.Fields.Select(f => $"{f.Key}={f.Value}")];

    public static IEnumerable<string?> All(this EventRecord record, string name) => record.Fields.Where(f => f.Key == name).Select(f => f.Value);
}
