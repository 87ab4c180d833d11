using System.Text;
using Hoplite.Store.Events;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Scanning;
using Hoplite.Tests;

namespace Hoplite.Store.Tests.Events;

/// <summary>Events for the store, from text or from recorded files.</summary>
static class Evidence
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Reads lines as a file of that name would be read.</summary>
    public static void Add(EventStore store, string text, string source = "test", long position = 0, DateTimeOffset? received = null)
    {
        var sink = new ForwardSink(batch => store.Append(batch, new Arrival(source, position, received ?? Noon), 0));
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = ReaderCatalogue.All.MaxBy(r => r.Sniff(bytes, source))!;
        reader.Read(new EvidenceInput(new EvidenceSource(source, Noon), new MemoryStream(bytes), 0, bytes.Length), sink, TestContext.Current.CancellationToken);
    }

    public static List<object?[]> Rows(EventStore store, string sql)
    {
        using var connection = store.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    public static long Count(EventStore store) => (long)Rows(store, "SELECT count(*) FROM events")[0][0]!;

    public sealed class ForwardSink(Action<EventBatch> post) : IEventSink
    {
        readonly EventBatch _batch = new();

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch) => post(batch);

        public void Report(ReadProblem problem)
        {
        }

        public void Progress(long bytes)
        {
        }
    }
}

/// <summary>A folder that is removed when the test ends.</summary>
sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hoplite-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
