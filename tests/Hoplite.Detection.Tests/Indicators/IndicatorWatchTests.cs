using Hoplite.Detection.Indicators;
using Hoplite.Detection.Sigma;
using Hoplite.Detection.Tests.Matching;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Tests.Indicators;

public class IndicatorWatchTests
{
    [Theory]
    [InlineData("DestinationIp", "203.0.113.7", "203.0.113.7")]
    [InlineData("Hashes", "SHA1=00,MD5=CEAD3F77F6CDA6EC00F57D76C9A6879F", "CEAD3F77F6CDA6EC00F57D76C9A6879F")]
    [InlineData("QueryName", "www.bad.example", "www.bad.example")]
    [InlineData("url", "https://user@bad.example:8443/x", "bad.example")]
    [InlineData("mailfrom", "Bob <BOB@bad.example>", "BOB@bad.example")]
    public void An_indicator_is_found_in_the_field_that_may_hold_it(string field, string value, string matched)
    {
        var found = Found(TimeProvider.System, field, value);
        var finding = Assert.Single(found);
        Assert.Equal("indicator--0", finding.Rule.Id);
        Assert.Equal(new MatchedField(field, matched), Assert.Single(finding.Matched));
    }

    [Theory]
    [InlineData("CommandLine", "203.0.113.7")]
    [InlineData("DestinationIp", "203.0.113.8")]
    [InlineData("QueryName", "")]
    public void Other_fields_and_other_values_are_left_alone(string field, string value) => Assert.Empty(Found(TimeProvider.System, field, value));

    [Fact]
    public void An_expired_indicator_no_longer_matches() =>
        Assert.Empty(Found(TimeProvider.System, "DestinationIp", "203.0.113.7", expires: new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks));

    [Fact]
    public void Sights_are_counted_and_the_table_can_be_exchanged()
    {
        var watch = new IndicatorWatch(TimeProvider.System);
        var watcher = watch.CreateWatcher();
        var table = Table(long.MaxValue);
        var found = new List<Finding>();
        var batch = Batches.Of(LogSource.Unknown, [new("SourceIp", "203.0.113.7"), new("DestinationIp", "203.0.113.7")]);
        watcher.Look(batch, 0, found);
        watch.Replace(table);
        watcher.Look(batch, 0, found);
        watch.Replace(IndicatorTable.Empty);
        watcher.Look(batch, 0, found);
        Assert.Single(found);
        Assert.Equal(1, table.Entries[0].Hits);
    }

    static IndicatorTable Table(long expires) => IndicatorTable.Build(
        [new IndicatorEntry("indicator--0", "evil", Level.High, [], null, expires)],
        [
            new(IndicatorKind.Address, "203.0.113.7", 0), new(IndicatorKind.Hash, "cead3f77f6cda6ec00f57d76c9a6879f", 0), new(IndicatorKind.DomainAndBelow, "bad.example", 0),
            new(IndicatorKind.Mail, "bob@bad.example", 0),
        ]);

    static List<Finding> Found(TimeProvider time, string field, string value, long expires = long.MaxValue)
    {
        var watch = new IndicatorWatch(time);
        watch.Replace(Table(expires));
        var found = new List<Finding>();
        watch.CreateWatcher().Look(Batches.Of(LogSource.Unknown, [new(field, value)]), 0, found);
        return found;
    }
}
