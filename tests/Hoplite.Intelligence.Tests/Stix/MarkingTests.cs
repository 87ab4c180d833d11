using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class MarkingTests
{
    readonly MarkingSet _meanings = new();

    [Fact]
    public void Levels_of_both_versions_of_the_protocol_are_known()
    {
        Assert.Equal(Tlp.Clear, _meanings.Level("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"));
        Assert.Equal(Tlp.AmberStrict, _meanings.Level("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"));
        Assert.Equal(9, TlpMarkings.All.Select(marking => marking.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Enum.GetValues<Tlp>(), level => Assert.Equal(level, _meanings.Level(TlpMarkings.Definition(level).Id)));
    }

    [Fact]
    public void A_marking_nobody_explained_is_taken_for_the_strictest()
    {
        var statement = new StixBuilder(new FakeTimeProvider(DateTimeOffset.UnixEpoch)).Statement("For members");

        Assert.Equal(Tlp.Red, _meanings.Level(statement.Id));
        _meanings.Learn([statement]);
        Assert.Null(_meanings.Level(statement.Id));
        Assert.Equal("For members", _meanings.Statement(statement.Id));
    }

    [Fact]
    public void A_marking_of_a_part_goes_before_that_of_the_object()
    {
        var marked = Marked(Tlp.Green, ("description", Tlp.Red), ("labels", Tlp.Amber), ("labels.[1]", Tlp.Clear));

        Assert.Equal([TlpMarkings.Id(Tlp.Green)], StixMarkings.At(marked, "name"));
        Assert.Equal([TlpMarkings.Id(Tlp.Red)], StixMarkings.At(marked, "description"));
        Assert.Equal([TlpMarkings.Id(Tlp.Amber)], StixMarkings.At(marked, "labels.[0]"));
        Assert.Equal([TlpMarkings.Id(Tlp.Clear)], StixMarkings.At(marked, "labels.[1]"));
        Assert.Equal(Tlp.Red, StixMarkings.Strictest(marked, _meanings));
    }

    [Fact]
    public void What_is_above_the_clearance_is_dropped()
    {
        var marked = Marked(Tlp.Green, ("description", Tlp.Red), ("labels.[0]", Tlp.Amber), ("labels.[1]", Tlp.Clear));

        var redacted = StixMarkings.Redact(marked, _meanings, Tlp.Green)!;

        Assert.Null(redacted.Text("description"));
        Assert.Equal(["two"], redacted.Labels);
        Assert.Equal(marked.Id, redacted.Id);
        Assert.Null(redacted.Property("granular_markings"));
        Assert.Same(marked, StixMarkings.Redact(marked, _meanings, Tlp.Red));
    }

    [Fact]
    public void An_object_above_the_clearance_or_without_what_it_needs_is_not_given()
    {
        Assert.Null(StixMarkings.Redact(Marked(Tlp.Amber), _meanings, Tlp.Green));
        Assert.Null(StixMarkings.Redact(Marked(Tlp.Green, ("pattern", Tlp.Red)), _meanings, Tlp.Amber));
    }

    [Fact]
    public void What_is_made_of_others_inherits_all_their_markings()
    {
        var inherited = StixMarkings.Inherit([Marked(Tlp.Green), Marked(Tlp.Clear, ("name", Tlp.AmberStrict))]);

        Assert.Equal(Tlp.AmberStrict, _meanings.Strictest(inherited));
    }

    [Theory]
    [InlineData("PAP:AMBER", Pap.Amber)]
    [InlineData("pap:white", Pap.Clear)]
    [InlineData("PAP:ultraviolet", Pap.Red)]
    public void Labels_tell_what_may_be_done(string label, Pap level)
    {
        Assert.Equal(level, PapLabels.Read(["other", label, "PAP:CLEAR"]));
        Assert.Null(PapLabels.Read(["other"]));
        Assert.Equal(level, PapLabels.Read([PapLabels.Write(level)]));
    }

    static StixObject Marked(Tlp whole, params (string Selector, Tlp Level)[] parts)
    {
        var node = Samples.Indicator().With("labels", new JsonArray("one", "two")).With("object_marking_refs", new JsonArray(TlpMarkings.Id(whole)));
        if (parts.Length > 0)
            node["granular_markings"] = new JsonArray([.. parts.Select(part => (JsonNode)new JsonObject { ["marking_ref"] = TlpMarkings.Id(part.Level), ["selectors"] = new JsonArray(part.Selector) })]);
        return Samples.Object(node);
    }
}
