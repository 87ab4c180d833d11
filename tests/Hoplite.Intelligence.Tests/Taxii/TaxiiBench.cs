using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Taxii;

namespace Hoplite.Intelligence.Tests.Taxii;

/// <summary>Adds to a store and reads from it.</summary>
sealed class TaxiiBench(StoreFolder folder) : IAsyncDisposable
{
    public static readonly TaxiiPlace Place = new("root", "0b5f0a57-6c2b-4d67-9a0f-0b8e2f0c9a11");

    public ITaxiiStore Store => folder.Store;

    public Task CrashAsync() => folder.CrashAsync();

    public ITaxiiStore? Beside() => folder.Beside();

    public Task<TaxiiStatus> AddAsync(params IEnumerable<JsonNode> objects) => Store.AddAsync(Place, EnvelopeReader.Read(Bytes(objects)), "somebody", TestContext.Current.CancellationToken);

    public (TaxiiPage Page, IReadOnlyList<string> Ids, IReadOnlyList<string> Stamps) Read(TaxiiFilter? filter = null, int limit = 1_000, long after = 0, TaxiiViewer? viewer = null)
    {
        var sink = new ArrayBufferWriter<byte>();
        var page = Store.Read(new TaxiiQuery(Place, viewer ?? TaxiiViewer.House, filter ?? TaxiiFilter.Default, TaxiiShape.Objects, limit, after), sink);
        var items = JsonNode.Parse($"[{Encoding.UTF8.GetString(sink.WrittenSpan)}]")!.AsArray();
        return (page, [.. items.Select(o => (string)o!["id"]!)], [.. items.Select(o => (string?)o!["modified"] ?? "")]);
    }

    public static JsonObject Item(string? id = null, string modified = "2026-01-01T00:00:00Z") => new()
    {
        ["type"] = "tool", ["spec_version"] = "2.1", ["id"] = id ?? $"tool--{Guid.NewGuid()}", ["created"] = "2026-01-01T00:00:00Z", ["modified"] = modified, ["name"] = "x",
    };

    public static byte[] Bytes(IEnumerable<JsonNode> objects) => Encoding.UTF8.GetBytes($"{{\"objects\":[{string.Join(',', objects.Select(o => o.ToJsonString()))}]}}");

    public ValueTask DisposeAsync() => folder.DisposeAsync();
}
