using System.Net;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Tests.Hosting;

public sealed class CaseRetentionTests
{
    [Fact]
    public async Task A_closed_incident_is_forgotten_after_the_time_that_was_configured()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-retention-").FullName;
        var now = TimeProvider.System.GetUtcNow();
        var old = Guid.CreateVersion7(now);
        using (var database = CaseDatabase.Open(Path.Combine(folder, "data", "cases.db")))
        {
            Close(database, old, 1, now.AddDays(-31));
            Close(database, Guid.CreateVersion7(now), 2, now.AddDays(-29));
            Close(database, Guid.CreateVersion7(now), 3, now.AddDays(-1));
        }

        await using (var site = await PlatformSite.StartAsync(folder, o => o with { Store = o.Store with { Cases = TimeSpan.FromDays(30) } }))
        {
            var kept = await site.UntilAsync("/api/v1/incidents?state=all&sort=number", p => p["total"]!.GetValue<int>() < 3);
            Assert.Equal([3, 2], kept["items"]!.AsArray().Select(i => (int)i!["number"]!));
            Assert.Equal(HttpStatusCode.NotFound, (await site.Admin.GetAsync($"/api/v1/incidents/{old}")).Status);
        }

        Directory.Delete(folder, recursive: true);
    }

    static void Close(CaseDatabase database, Guid id, int number, DateTimeOffset time) => database.Write(s => s.Execute(
        """
        INSERT INTO incidents (id, number, title, severity, confidence, state, verdict, created, updated, closed, findings, hosts, users, tactics, why, report)
        VALUES (@0, @1, 'Somebody guesses passwords', 3, 80, 'closed', 'benign', @2, @2, @2, 0, '[]', '[]', '[]', 'many failed logins', '{}')
        """, id.ToString(), number, time.UtcTicks));
}
