using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;
using Hoplite.Server.Intelligence;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>What is forgotten of feeds, what stays, and what others saw.</summary>
public sealed class ForgettingTests : IDisposable
{
    const string Feed = "feed:x";

    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    readonly IntelligenceFile _file = IntelligenceFile.InMemory();
    readonly HashSet<Named> _blocked = [];
    readonly TrustBook _trust;
    readonly IndicatorLadder _ladder;

    public ForgettingTests()
    {
        _trust = new TrustBook(new TrustOptions(), _time, _file);
        _ladder = new IndicatorLadder(_trust, new Assessor(_trust, WarningLists.None, new Nothing(), _time));
        Sightings.Prepare(_file);
    }

    [Fact]
    public void What_ended_or_was_taken_back_and_was_not_met_since_is_forgotten_and_all_else_stays()
    {
        var end = _time.GetUtcNow().AddDays(1);
        var (ended, met, blocked, seen) = (Say(1, end), Say(2, end), Say(3, end), Say(4, end));
        var (lasting, fading) = (Say(5, _time.GetUtcNow().AddYears(5)), Say(6, null));
        var revoked = Say(7, null);
        Say(7, null, revoked: true);
        var other = Say(8, end, source: "person:ada");
        var sighting = Sight(ended, Feed);
        _time.Advance(TimeSpan.FromDays(100));
        Meet(2);
        _trust.Seen.See(Of(4), _time.GetUtcNow());
        _blocked.Add(Of(3));

        _time.Advance(TimeSpan.FromDays(310));
        var forgetting = Make();
        Assert.Equal(3, forgetting.Portion());
        Assert.Equal([met, blocked, seen, lasting, fading, other], new[] { ended, met, blocked, seen, lasting, fading, revoked, other, sighting }.Where(IsHere));
        Assert.Null(_ladder.Find(Of(1)));
        Assert.NotNull(_ladder.Find(Of(3)));

        // By then the one that had no end of its own has faded for long enough, and nothing is blocked any more.
        _blocked.Clear();
        _time.Advance(TimeSpan.FromDays(410));
        Assert.Equal(4, forgetting.Portion());
        Assert.Equal([lasting, other], new[] { met, blocked, seen, lasting, fading, other }.Where(IsHere));
        Assert.Empty(_trust.About(Of(6)));
    }

    [Fact]
    public void It_goes_on_in_portions_and_leaves_a_large_feed_in_the_end()
    {
        _file.Together(() =>
        {
            for (var i = 0; i < Forgetting.AtOnce + 50; i++) Say(i, _time.GetUtcNow().AddDays(1));
        });
        _time.Advance(TimeSpan.FromDays(500));
        var forgetting = Make();
        Assert.Equal((Forgetting.AtOnce, 50, 0), (forgetting.Portion(), forgetting.Portion(), forgetting.Portion()));
        Assert.Empty(_trust.Spoken());
        Assert.Empty(_ladder.All());
    }

    [Fact]
    public void With_no_days_given_everything_is_kept()
    {
        Say(1, _time.GetUtcNow().AddDays(1));
        _time.Advance(TimeSpan.FromDays(5_000));
        Assert.Equal(0, new Forgetting(_file, _ladder, _trust, _blocked.Contains, TimeSpan.Zero, _time).Portion());
    }

    [Fact]
    public void A_sighting_counts_from_whoever_is_relied_on_and_from_no_other()
    {
        var indicator = Say(1, null);
        for (var i = 0; i < 60; i++) _trust.Tested("good", NamedKind.Address, passed: true);
        var sightings = new Sightings(_file, _trust, _ladder, _time);
        _time.Advance(TimeSpan.FromDays(20));
        Sight(indicator, "stranger");
        sightings.Told();
        Assert.Null(_trust.Seen.Of(Of(1)));

        _time.Advance(TimeSpan.FromSeconds(1));
        Sight(indicator, "good", count: 0);
        sightings.Told();
        Assert.Null(_trust.Seen.Of(Of(1)));

        // It is seen when it was told at the latest, whatever the sighting says.
        _time.Advance(TimeSpan.FromSeconds(1));
        Sight(indicator, "good", last: _time.GetUtcNow().AddYears(3));
        sightings.Told();
        Assert.Equal(_time.GetUtcNow(), _trust.Seen.Of(Of(1)));
    }

    [Fact]
    public void What_is_met_here_is_seen_each_time_the_count_has_moved()
    {
        var sightings = new Sightings(_file, _trust, _ladder, _time);
        var first = _time.GetUtcNow();
        sightings.Here([("a", 2)], _ => Of(1), anew: false);
        _time.Advance(TimeSpan.FromDays(1));
        sightings.Here([("a", 2)], _ => Of(1), anew: false);
        Assert.Equal(first, _trust.Seen.Of(Of(1)));
        sightings.Here([("a", 3)], _ => Of(1), anew: true);
        Assert.Equal(_time.GetUtcNow(), _trust.Seen.Of(Of(1)));
    }

    public void Dispose() => _file.Dispose();

    static Named Of(int number) => Named.Of(NamedKind.Address, string.Create(CultureInfo.InvariantCulture, $"3fff::{number:x}"));

    Forgetting Make() => new(_file, _ladder, _trust, _blocked.Contains, TimeSpan.FromDays(400), _time);

    bool IsHere(string id) => new ObjectBook(_file).Get(id) is not null;

    void Meet(int number) => new HitBook(_file, _time).Add([(MatchTables.IdOf(Of(number)), 1)]);

    string Say(int number, DateTimeOffset? until, bool revoked = false, string source = Feed)
    {
        var node = new JsonObject
        {
            ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = string.Create(CultureInfo.InvariantCulture, $"indicator--00000000-0000-4000-8000-{number:x12}"),
            ["created"] = StixTime.Write(_time.GetUtcNow()), ["modified"] = StixTime.Write(revoked ? _time.GetUtcNow().AddSeconds(1) : _time.GetUtcNow()),
            ["pattern"] = $"[ipv6-addr:value = '{Of(number).Value}']", ["pattern_type"] = "stix", ["valid_from"] = StixTime.Write(_time.GetUtcNow()),
        };
        if (until is { } end) node["valid_until"] = StixTime.Write(end);
        if (revoked) node["revoked"] = true;
        return Take(node, source);
    }

    string Sight(string of, string source, int count = 1, DateTimeOffset? last = null)
    {
        var now = StixTime.Write(_time.GetUtcNow());
        return Take(new JsonObject
        {
            ["type"] = "sighting", ["spec_version"] = "2.1", ["id"] = "sighting--" + Guid.NewGuid(), ["created"] = now, ["modified"] = now, ["sighting_of_ref"] = of, ["count"] = count,
            ["first_seen"] = now, ["last_seen"] = last is { } at ? StixTime.Write(at) : now,
        }, source);
    }

    string Take(JsonObject node, string source)
    {
        var result = new ObjectImport(_file, _ladder, new ClaimReader(PatternNames.Of), _time).Take([Encoding.UTF8.GetBytes(node.ToJsonString())], source);
        Assert.True(result.Taken == 1, result.Refused.Count > 0 ? result.Refused[0].Reason : "known");
        return (string)node["id"]!;
    }

    sealed class Nothing : ILocalEvidence
    {
        public bool IsOwn(Named named) => false;

        public LocalUse? Use(Named named) => null;
    }
}
