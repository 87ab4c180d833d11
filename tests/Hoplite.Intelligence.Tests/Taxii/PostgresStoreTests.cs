using Hoplite.Intelligence.Taxii;
using static Hoplite.Intelligence.Tests.Taxii.TaxiiBench;

namespace Hoplite.Intelligence.Tests.Taxii;

[Collection(PostgresServers.Name)]
public sealed class PostgresStoreTests(PostgresServer server) : TaxiiStoreTests
{
    private protected override Task<StoreFolder> OpenAsync() => PostgresFolder.OpenAsync(server);

    [Fact]
    public async Task Two_servers_on_one_database_never_give_one_time_to_two_objects_nor_a_late_one_an_early_time()
    {
        await using var bench = await StartAsync();
        await using var beside = bench.Beside();
        var stop = TestContext.Current.CancellationToken;
        var (added, seen, times) = (0, new HashSet<string>(StringComparer.Ordinal), new List<long>());
        using var done = new CancellationTokenSource();
        async Task AddAsync(ITaxiiStore store)
        {
            for (var i = 0; i < 40; i++)
            {
                var status = await store.AddAsync(Place, EnvelopeReader.Read(Bytes(Enumerable.Range(0, 5).Select(_ => Item()))), "somebody", stop);
                Interlocked.Add(ref added, status.Taken);
            }
        }

        // Whoever follows by time while both write misses nothing.
        void Follow()
        {
            for (var more = true; more || !done.IsCancellationRequested;)
            {
                var (page, ids, _) = bench.Read(new TaxiiFilter { AddedAfter = times.Count > 0 ? times[^1] : null }, 7);
                if (page.Count > 0) times.Add(page.Last);
                foreach (var id in ids) Assert.True(seen.Add(id));
                more = page.Count > 0;
            }
        }

        var following = Task.Run(Follow, stop);
        await Task.WhenAll(AddAsync(bench.Store), AddAsync(beside!), AddAsync(bench.Store), AddAsync(beside!));
        await done.CancelAsync();
        await following;
        Follow();
        Assert.Equal((800, 800), (added, seen.Count));
        Assert.Equal(times.Distinct().Order(), times);
    }
}

/// <summary>The database really ends each time, which takes it a second or two; so it does seldom.</summary>
[Collection(PostgresServers.Name)]
public sealed class PostgresLosslessTests(PostgresServer server) : LosslessTests
{
    private protected override int Steps => 10_000;

    private protected override int CrashesInTenThousand => 8;

    private protected override Task<StoreFolder> OpenAsync() => PostgresFolder.OpenAsync(server);
}
