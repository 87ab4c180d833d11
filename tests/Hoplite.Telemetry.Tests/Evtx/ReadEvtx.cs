using Hoplite.Telemetry.Evtx;

namespace Hoplite.Telemetry.Tests.Evtx;

/// <summary>What a reader made of a file, everything by value.</summary>
sealed class ReadEvtx : IEventSink
{
    readonly EventBatch _batch = new();

    public List<EventRecord> Events { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public long Read { get; private set; }

    public IEnumerable<string> Reasons => Problems.Select(p => p.Reason);

    public IEnumerable<EventRecord> Recovered => Events.Where(e => e["hoplite.recovered"] == "true");

    public static ReadEvtx Of(byte[] file, int start = 0, long length = long.MaxValue)
    {
        using var stream = new MemoryStream(file);
        stream.Position = start;
        return Of(new EvidenceInput(new EvidenceSource("test.evtx"), stream, start, length));
    }

    public static ReadEvtx Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Of(new EvidenceInput(new EvidenceSource(path), stream));
    }

    static ReadEvtx Of(EvidenceInput input)
    {
        var result = new ReadEvtx();
        new EvtxReader().Read(input, result, TestContext.Current.CancellationToken);
        return result;
    }

    public EventBatch Rent(EvidenceSource source)
    {
        _batch.Reset(source);
        return _batch;
    }

    public void Post(EventBatch batch)
    {
        for (var i = 0; i < batch.Count; i++) Events.Add(EventRecord.Take(batch, i));
    }

    public void Report(ReadProblem problem) => Problems.Add(problem);

    public void Progress(long bytes) => Read += bytes;
}
