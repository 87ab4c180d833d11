using Hoplite.Intelligence.Taxii;
using static Hoplite.Intelligence.Tests.Taxii.TaxiiBench;

namespace Hoplite.Intelligence.Tests.Taxii;

/// <summary>10,000 steps of adding, paging and sudden ends in a random order: two clients, one that follows tokens and one that asks for what was added after, see everything once.</summary>
public abstract class LosslessTests
{
    private protected virtual int Steps => 10_000;

    private protected virtual int CrashesInTenThousand => 20;

    private protected abstract Task<StoreFolder> OpenAsync();

    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_twice_while_others_add_and_the_server_ends_suddenly()
    {
        await using var bench = new TaxiiBench(await OpenAsync());
        var random = new Random(20_260_721);
        var added = new HashSet<string>(StringComparer.Ordinal);
        var (byToken, byTime) = (new List<string>(), new List<string>());
        var adding = new List<Task<TaxiiStatus>>();
        var (position, time, crashes) = (0L, 0L, 0);

        void ByToken()
        {
            var (page, ids, _) = bench.Read(limit: random.Next(1, 40), after: position);
            if (page.Count > 0) position = page.Position;
            byToken.AddRange(ids);
        }

        void ByTime()
        {
            var (page, ids, _) = bench.Read(new TaxiiFilter { AddedAfter = time }, random.Next(1, 40));
            if (page.Count > 0) time = page.Last;
            byTime.AddRange(ids);
        }

        for (var step = 0; step < Steps; step++)
            switch (random.Next(10_000))
            {
                case < 3_000:
                    var items = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Item()).ToList();
                    adding.Add(bench.AddAsync(items));
                    added.UnionWith(items.Select(i => (string)i["id"]!));
                    break;
                case < 6_000: ByToken(); break;
                case < 9_800: ByTime(); break;
                case var chance when chance < 10_000 - CrashesInTenThousand:
                    await Task.WhenAll(adding);
                    adding.Clear();
                    break;
                default:
                    // What was answered must be there afterwards.
                    await Task.WhenAll(adding);
                    adding.Clear();
                    await bench.CrashAsync();
                    crashes++;
                    break;
            }

        await Task.WhenAll(adding);
        for (var before = -1; before != byToken.Count; ByToken()) before = byToken.Count;
        for (var before = -1; before != byTime.Count; ByTime()) before = byTime.Count;
        Assert.InRange(crashes, 1, 100);
        Assert.Equal((added.Count, added.Count), (byToken.Count, byTime.Count));
        Assert.True(added.SetEquals(byToken) && added.SetEquals(byTime));
    }
}
