using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class VersionTests
{
    static readonly StixObject Held = Samples.Object(Samples.Indicator());

    [Fact]
    public void A_later_modified_of_the_creator_is_a_newer_version() =>
        Assert.Equal(StixVersionChange.Newer, StixVersions.Judge(Held, Later(".000001Z"), Samples.Creator).Change);

    [Fact]
    public void The_same_moment_with_more_digits_is_the_same_version() =>
        Assert.Equal(StixVersionChange.Same, StixVersions.Judge(Held, Later(".000000Z")).Change);

    [Fact]
    public void An_earlier_modified_changes_nothing() =>
        Assert.Equal(StixVersionChange.Older, StixVersions.Judge(Later(".5Z"), Held).Change);

    [Fact]
    public void The_same_version_with_other_content_is_a_conflict()
    {
        var verdict = StixVersions.Judge(Held, Samples.Object(Samples.Indicator().With("name", "Good file")));

        Assert.Equal(StixVersionChange.Conflict, verdict.Change);
        Assert.False(verdict.IsAccepted);
    }

    [Fact]
    public void The_order_of_names_makes_no_conflict()
    {
        var turned = Samples.Node("{}");
        foreach (var (name, value) in Samples.Indicator().Reverse()) turned[name] = value?.DeepClone();

        Assert.Equal(StixVersionChange.Same, StixVersions.Judge(Held, Samples.Object(turned)).Change);
    }

    [Fact]
    public void Nobody_but_the_creator_changes_an_object()
    {
        Assert.Equal(StixVersionChange.Refused, StixVersions.Judge(Held, Later(".1Z"), "identity--00000000-0000-4000-8000-000000000000").Change);
        var taken = Samples.Indicator().With("modified", "2027-01-01T00:00:00.000Z").With("created_by_ref", "identity--00000000-0000-4000-8000-000000000000");
        Assert.Equal(StixVersionChange.Refused, StixVersions.Judge(Held, Samples.Object(taken)).Change);
    }

    [Fact]
    public void Created_never_changes()
    {
        var changed = Samples.Indicator().With("modified", "2027-01-01T00:00:00.000Z").With("created", "2026-04-06T20:03:48.001Z");

        Assert.Equal(StixVersionChange.Refused, StixVersions.Judge(Held, Samples.Object(changed)).Change);
    }

    [Fact]
    public void Revoked_is_final()
    {
        var revoked = Samples.Object(Samples.Indicator().With("revoked", true));

        Assert.Equal(StixVersionChange.Refused, StixVersions.Judge(revoked, Later(".1Z"), Samples.Creator).Change);
    }

    [Fact]
    public void An_observable_is_the_same_or_clashes()
    {
        var held = StixBuilder.Observable("domain-name", Samples.Node("""{"value":"example.com"}"""));
        var other = Samples.Object(held.ToNode().With("value", "example.org"));

        Assert.Equal(StixVersionChange.Same, StixVersions.Judge(held, Samples.Object(held.ToNode())).Change);
        Assert.Equal(StixVersionChange.Conflict, StixVersions.Judge(held, other).Change);
    }

    static StixObject Later(string fraction) => Samples.Object(Samples.Indicator().With("modified", "2026-04-06T20:03:48" + fraction));
}
