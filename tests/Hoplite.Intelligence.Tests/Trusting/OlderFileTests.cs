using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Trusting;
using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Tests.Trusting;

public sealed class OlderFileTests
{
    [Fact]
    public void A_file_from_before_confidence_was_kept_is_taken_over()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("hoplite-older-").FullName, "intelligence.db");
        using (var older = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            older.Open();
            using var make = older.CreateCommand();
            make.CommandText = """
                CREATE TABLE claim (peer TEXT NOT NULL, kind INTEGER NOT NULL, value TEXT NOT NULL, bad INTEGER NOT NULL, at INTEGER NOT NULL, source TEXT NOT NULL, until INTEGER, PRIMARY KEY (peer, kind, value)) WITHOUT ROWID;
                INSERT INTO claim VALUES ('one', 2, 'bad.attacker-site.net', 1, 639000000000000000, 'indicator--1', NULL);
                """;
            make.ExecuteNonQuery();
        }

        var named = Named.Of(NamedKind.Domain, "bad.attacker-site.net");
        using (var file = IntelligenceFile.Open(path))
        {
            var trust = new TrustBook(new TrustOptions(), TimeProvider.System, file);
            Assert.Equal(100, Assert.Single(trust.About(named)).Confidence);
            trust.Hear(new Claim("two", named, IsBad: true, TimeProvider.System.GetUtcNow(), "indicator--2", Confidence: 40));
        }

        using (var file = IntelligenceFile.Open(path)) Assert.Equal([100, 40], new TrustBook(new TrustOptions(), TimeProvider.System, file).About(named).Select(c => c.Confidence));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
