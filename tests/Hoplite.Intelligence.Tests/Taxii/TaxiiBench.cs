using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Taxii;

namespace Hoplite.Intelligence.Tests.Taxii;

/// <summary>A store in a scratch folder.</summary>
sealed class TaxiiBench : IAsyncDisposable
{
    public static readonly TaxiiPlace Place = new("root", "0b5f0a57-6c2b-4d67-9a0f-0b8e2f0c9a11");

    public string Folder { get; } = Directory.CreateTempSubdirectory("hoplite-taxii-").FullName;

    public TaxiiStore Store { get; private set; }

    public TaxiiBench() => Store = TaxiiStore.Open(Path.Combine(Folder, "taxii.db"));

    /// <summary>As after the sudden end of the process: the files as they are now, without what was never written to them.</summary>
    public async Task CrashAsync(int turn)
    {
        var copy = Directory.CreateDirectory(Path.Combine(Folder, $"after-{turn}")).FullName;
        var from = Path.GetDirectoryName(Path_)!;
        foreach (var file in Directory.GetFiles(from, "taxii.db*").Order(StringComparer.Ordinal).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var old = Store;
        Path_ = Path.Combine(copy, "taxii.db");
        Store = TaxiiStore.Open(Path_);
        await old.DisposeAsync();
    }

    string Path_ { get => field ??= Path.Combine(Folder, "taxii.db"); set; }

    public Task<TaxiiStatus> AddAsync(params IEnumerable<JsonNode> objects) => Store.AddAsync(Place, EnvelopeReader.Read(Bytes(objects)), "somebody", TestContext.Current.CancellationToken);

    public (TaxiiPage Page, IReadOnlyList<string> Ids) Read(TaxiiFilter? filter = null, int limit = 1_000, long after = 0, TaxiiViewer? viewer = null)
    {
        var sink = new ArrayBufferWriter<byte>();
        var page = Store.Read(new TaxiiQuery(Place, viewer ?? TaxiiViewer.House, filter ?? TaxiiFilter.Default, TaxiiShape.Objects, limit, after), sink);
        return (page, [.. JsonNode.Parse($"[{Encoding.UTF8.GetString(sink.WrittenSpan)}]")!.AsArray().Select(o => (string)o!["id"]!)]);
    }

    public static JsonObject Item(string? id = null, string modified = "2026-01-01T00:00:00Z") => new()
    {
        ["type"] = "tool", ["spec_version"] = "2.1", ["id"] = id ?? $"tool--{Guid.NewGuid()}", ["created"] = "2026-01-01T00:00:00Z", ["modified"] = modified, ["name"] = "x",
    };

    public static byte[] Bytes(IEnumerable<JsonNode> objects) => Encoding.UTF8.GetBytes($"{{\"objects\":[{string.Join(',', objects.Select(o => o.ToJsonString()))}]}}");

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
