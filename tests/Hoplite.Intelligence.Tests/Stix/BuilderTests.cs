using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Objects;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Stix.Validation;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class BuilderTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Fact]
    public void What_is_built_is_good_in_every_respect()
    {
        var build = new StixBuilder(new FakeTimeProvider(Now), Samples.Creator);
        var domain = StixBuilder.Observable("domain-name", Samples.Node("""{"value":"bad.example"}"""));
        var indicator = build.Indicator("Bad name", "[domain-name:value = 'bad.example']", Now, Samples.Node("""{"description":"A name","indicator_types":["malicious-activity"]}"""));
        var pattern = build.AttackPattern("Phishing");
        StixObject[] objects =
        [
            domain, indicator, pattern, build.Identity("Example", "organization"), build.Sighting(indicator.Id, 3), build.ObservedData(Now, Now, 1, [domain.Id]),
            build.CourseOfAction("Block it"), build.Relationship(indicator.Id, "indicates", pattern.Id), build.Note("Seen once", [indicator.Id]),
            build.Grouping("suspicious-activity", [indicator.Id]), build.Report("Names", Now, [indicator.Id]), build.Statement("For members"),
        ];

        var bundle = StixBuilder.Bundle(objects);
        var report = StixValidator.Validate(bundle, StixValidationOptions.StrictRules);

        Assert.True(report.IsValid, string.Join('\n', report.Errors));
        Assert.True(StixReader.Read(bundle).IsAcceptable);
        Assert.Equal(objects.Select(one => one.Id), StixReader.Read(bundle).Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void A_new_version_is_later_even_if_the_clock_stands()
    {
        var build = new StixBuilder(new FakeTimeProvider(Now), Samples.Creator);
        var first = build.AttackPattern("Phishing");

        var second = build.NewVersion(first, Samples.Node("""{"name":"Phishing by mail","description":null}"""));

        Assert.Equal(StixVersionChange.Newer, StixVersions.Judge(first, second, Samples.Creator).Change);
        Assert.Equal("Phishing by mail", Assert.IsType<AttackPattern>(second).Name);
        Assert.True(build.Revoke(second).Revoked);
    }
}
