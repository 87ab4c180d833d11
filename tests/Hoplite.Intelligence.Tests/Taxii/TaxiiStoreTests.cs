using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;
using static Hoplite.Intelligence.Tests.Taxii.TaxiiBench;

namespace Hoplite.Intelligence.Tests.Taxii;

public sealed class TaxiiStoreTests
{
    [Fact]
    public async Task Times_of_adding_are_unique_and_rise()
    {
        await using var bench = new TaxiiBench();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.AddAsync(Enumerable.Range(0, 50).Select(_ => Item()))));
        var (seen, times, after) = (0, new List<long>(), 0L);
        for (var more = true; more;)
        {
            var (page, _) = bench.Read(limit: 1, after: after);
            (seen, after, more) = (seen + page.Count, page.Position, page.More);
            times.Add(page.First);
        }

        Assert.Equal(1_000, seen);
        Assert.Equal(times.Distinct().Order(), times);
        Assert.InRange(times[^1], 0, TaxiiTime.Micros(TimeProvider.System.GetUtcNow()) + 1_000);
    }

    [Fact]
    public async Task What_has_no_version_is_never_written_over()
    {
        await using var bench = new TaxiiBench();
        var address = new JsonObject { ["type"] = "ipv4-addr", ["spec_version"] = "2.1", ["id"] = $"ipv4-addr--{Guid.NewGuid()}", ["value"] = "198.51.100.1" };
        var other = address.DeepClone();
        other["value"] = "198.51.100.2";
        Assert.Equal((1, 0), (await bench.AddAsync(address)) is var first ? (first.Taken, first.Refused) : default);
        Assert.Equal((1, 1), (await bench.AddAsync(address, other)) is var second ? (second.Taken, second.Refused) : default);
        Assert.Single(bench.Read(TaxiiFilter.All).Ids);
    }

    [Fact]
    public async Task The_last_version_is_the_last_by_its_time_and_not_by_its_coming()
    {
        await using var bench = new TaxiiBench();
        var id = $"tool--{Guid.NewGuid()}";
        await bench.AddAsync(Item(id, "2026-03-01T00:00:00Z"), Item(id, "2026-01-01T00:00:00Z"), Item(id, "2026-02-01T00:00:00.5Z"));
        Assert.Single(bench.Read().Ids);
        Assert.Equal(3, bench.Read(TaxiiFilter.All).Ids.Count);
        var last = bench.Read().Page;
        Assert.Equal(last.First, bench.Read(TaxiiFilter.All).Page.First);
        Assert.Equal((0, 1), (await bench.AddAsync(Item(id, "2026-02-01T00:00:00.500Z").With("name", "y"))) is var s ? (s.Taken, s.Refused) : default);
    }

    [Fact]
    public async Task Statuses_and_objects_outlive_a_sudden_end()
    {
        await using var bench = new TaxiiBench();
        var status = await bench.AddAsync(Item(), Item());
        await bench.CrashAsync(0);
        Assert.Equal(2, bench.Read().Ids.Count);
        Assert.Equal(status.Json.ToArray(), bench.Store.Status("root", status.Id, "somebody")!.Value.ToArray());
        Assert.Null(bench.Store.Status("root", status.Id, "somebody else"));
    }

    [Fact]
    public async Task A_marking_defined_as_a_statement_hides_nothing_and_an_unknown_one_hides_all()
    {
        await using var bench = new TaxiiBench();
        var statement = new JsonObject { ["type"] = "marking-definition", ["spec_version"] = "2.1", ["id"] = $"marking-definition--{Guid.NewGuid()}", ["created"] = "2026-01-01T00:00:00Z", ["definition_type"] = "statement", ["definition"] = new JsonObject { ["statement"] = "(c)" } };
        var marked = Item().With("object_marking_refs", new JsonArray((string)statement["id"]!));
        var later = Item().With("object_marking_refs", new JsonArray((string)statement["id"]!));
        var unknown = Item().With("granular_markings", new JsonArray(new JsonObject { ["marking_ref"] = $"marking-definition--{Guid.NewGuid()}", ["selectors"] = new JsonArray("name") }));
        await bench.AddAsync(statement, marked);
        await bench.AddAsync(later, unknown);
        var guest = new TaxiiViewer("guest", Tlp.AmberStrict, []);
        Assert.Equal(new[] { statement, marked, later }.Select(o => (string)o["id"]!), bench.Read(viewer: guest).Ids);
        Assert.Equal(4, bench.Read().Ids.Count);
    }

    [Fact]
    public void Whatever_comes_in_is_read_or_refused() =>
        Gen.OneOf(Gen.Byte.Array[0, 200], Gen.String[0, 200].Select(System.Text.Encoding.UTF8.GetBytes), Gen.Int[0, 300].Select(cut => Bytes([Item()])[..Math.Min(cut, Bytes([Item()]).Length)])).Sample(bytes =>
        {
            try
            {
                EnvelopeReader.Read(bytes);
            }
            catch (TaxiiRefusal refusal)
            {
                Assert.Equal(422, refusal.Status);
            }
        });
}

static class Nodes
{
    public static JsonObject With(this JsonObject item, string name, JsonNode value)
    {
        item[name] = value;
        return item;
    }
}
