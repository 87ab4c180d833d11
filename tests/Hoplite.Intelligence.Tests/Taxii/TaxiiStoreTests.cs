using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;
using static Hoplite.Intelligence.Tests.Taxii.TaxiiBench;

namespace Hoplite.Intelligence.Tests.Taxii;

/// <summary>What every store does.</summary>
public abstract class TaxiiStoreTests
{
    private protected abstract Task<StoreFolder> OpenAsync();

    private protected async Task<TaxiiBench> StartAsync() => new(await OpenAsync());

    [Fact]
    public async Task Times_of_adding_are_unique_and_rise()
    {
        await using var bench = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.AddAsync(Enumerable.Range(0, 50).Select(_ => Item()))));
        var (seen, times, after) = (0, new List<long>(), 0L);
        for (var more = true; more;)
        {
            var (page, _, _) = bench.Read(limit: 1, after: after);
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
        await using var bench = await StartAsync();
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
        await using var bench = await StartAsync();
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
        await using var bench = await StartAsync();
        var status = await bench.AddAsync(Item(), Item());
        await bench.CrashAsync();
        Assert.Equal(2, bench.Read().Ids.Count);
        Assert.Equal(status.Json.ToArray(), bench.Store.Status("root", status.Id, "somebody")!.Value.ToArray());
        Assert.Null(bench.Store.Status("root", status.Id, "somebody else"));
    }

    [Fact]
    public async Task A_marking_defined_as_a_statement_hides_nothing_and_an_unknown_one_hides_all()
    {
        await using var bench = await StartAsync();
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
    public async Task The_latest_version_is_that_of_what_the_question_leaves()
    {
        await using var bench = await StartAsync();
        var id = $"tool--{Guid.NewGuid()}";
        await bench.AddAsync(Item(id, "2026-01-01T00:00:00Z"), Item(id, "2026-02-01T00:00:00Z"), Item(id, "2026-03-01T00:00:00Z").With("spec_version", "2.0"));
        string Stamp(TaxiiFilter filter) => Assert.Single(bench.Read(filter).Stamps)[..7];
        Assert.Equal("2026-02", Stamp(TaxiiFilter.Default));
        Assert.Equal("2026-03", Stamp(new TaxiiFilter { Versions = new VersionFilter(false, true, false, []) }));
        Assert.Equal("2026-01", Stamp(new TaxiiFilter { Versions = new VersionFilter(true, false, false, []) }));
        Assert.Equal("2026-03", Stamp(new TaxiiFilter { SpecVersions = ["2.0"] }));
        Assert.Equal("2026-02", Stamp(new TaxiiFilter { SpecVersions = ["2.1"] }));
        Assert.Equal("2026-03", Stamp(new TaxiiFilter { SpecVersions = ["2.0", "2.1"] }));
        var before = bench.Read(TaxiiFilter.All).Page.Last;
        await bench.AddAsync(Item(id, "2026-01-15T00:00:00Z"));
        Assert.Equal("2026-01", Stamp(new TaxiiFilter { AddedAfter = before }));
        Assert.Equal("2026-02", Stamp(TaxiiFilter.Default));
    }

    [Fact]
    public async Task Versions_are_deleted_for_whom_may_see_them_and_the_rest_stays_in_order()
    {
        await using var bench = await StartAsync();
        var id = $"tool--{Guid.NewGuid()}";
        const string red = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
        await bench.AddAsync(Item(id, "2026-01-01T00:00:00Z"), Item(id, "2026-02-01T00:00:00Z"), Item(id, "2026-03-01T00:00:00Z").With("object_marking_refs", new JsonArray(red)), Item());
        var guest = new TaxiiViewer("guest", Tlp.Green, []);
        var stop = TestContext.Current.CancellationToken;
        Assert.True(bench.Store.Has(Place, id, guest));
        Assert.Equal("2026-02", bench.Read(viewer: guest).Stamps[0][..7]);
        Assert.Equal(1, await bench.Store.DeleteAsync(Place, id, TaxiiFilter.All with { Versions = new VersionFilter(false, true, false, []) }, guest, stop));
        Assert.Equal("2026-01", bench.Read(viewer: guest).Stamps[0][..7]);
        Assert.Equal("2026-03", bench.Read(TaxiiFilter.Default with { Ids = [id] }).Stamps[0][..7]);
        Assert.Equal(1, await bench.Store.DeleteAsync(Place, id, TaxiiFilter.All, guest, stop));
        Assert.Equal(0, await bench.Store.DeleteAsync(Place, id, TaxiiFilter.All, guest, stop));
        Assert.False(bench.Store.Has(Place, id, guest));
        Assert.Equal(1, await bench.Store.DeleteAsync(Place, id, TaxiiFilter.All, TaxiiViewer.House, stop));
        Assert.Single(bench.Read(TaxiiFilter.All).Ids);
    }

    [Fact]
    public async Task What_is_loaded_is_loaded_once_and_the_mark_changes_with_every_change()
    {
        await using var bench = await StartAsync();
        var stop = TestContext.Current.CancellationToken;
        var objects = EnvelopeReader.Read(Bytes([Item(), Item()])).Objects;
        var statuses = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { ["s"] = "{}"u8.ToArray() };
        var marks = new List<string> { bench.Store.Mark(Place) };
        await bench.Store.LoadAsync(Place, objects, statuses, stop);
        marks.Add(bench.Store.Mark(Place));
        await bench.AddAsync(Item());
        marks.Add(bench.Store.Mark(Place));
        await bench.Store.LoadAsync(Place, EnvelopeReader.Read(Bytes([Item()])).Objects, statuses, stop);
        Assert.Equal(3, bench.Read(TaxiiFilter.All).Ids.Count);
        Assert.Equal(3, marks.Distinct(StringComparer.Ordinal).Count());
        Assert.NotNull(bench.Store.Status("root", "s", "anybody"));
        Assert.Null(bench.Store.Status("root", "s\0", "anybody"));
    }

    [Fact]
    public async Task Filters_on_types_ids_and_properties_choose_over_many_pages()
    {
        await using var bench = await StartAsync();
        await bench.AddAsync(Enumerable.Range(0, 2_500).Select(i => Item().With("name", i % 1_000 == 999 ? "rare" : "x")));
        var (seen, after) = (0, 0L);
        for (var more = true; more;)
        {
            var (page, _, _) = bench.Read(new TaxiiFilter { Properties = [PropertyFilter.Read("name", "rare")!], Types = ["tool"] }, 1, after);
            (seen, after, more) = (seen + page.Count, page.Position, page.More);
        }

        Assert.Equal(2, seen);
        Assert.Equal(0, bench.Read(new TaxiiFilter { Types = ["malware", "no\0type"] }).Page.Count);
        Assert.Equal(1, bench.Read(new TaxiiFilter { Ids = [bench.Read(limit: 1).Ids[0], "tool--\0"] }).Page.Count);
    }
}

static class Nodes
{
    public static JsonObject With(this JsonObject item, string name, JsonNode value)
    {
        item[name] = value;
        return item;
    }
}
