using CsCheck;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Tests.Communities;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Tests.Trusting;

public sealed class DecayTests
{
    static readonly Named Bad = new(NamedKind.Address, "3fff:0:0:77::1");

    static readonly Gen<DecayCurve> Curves = Gen.Select(Gen.Double[0.5, 3_000], Gen.Double[0.05, 4]).Select((days, speed) => new DecayCurve(TimeSpan.FromDays(days), speed));

    [Fact]
    public void A_score_is_within_its_bounds_never_rises_with_age_and_is_gone_at_the_end() =>
        Gen.Select(Curves, Gen.Double[-10, 120], Gen.Double[-1, 2], Gen.Double[0, 2]).Sample((curve, start, share, later) =>
        {
            var (now, then) = (curve.Score(start, curve.Lifetime * share), curve.Score(start, curve.Lifetime * (share + later)));
            Assert.InRange(now, 0, Math.Clamp(start, 0, 100));
            Assert.True(then <= now + 1e-9, $"{now} became {then}");
            Assert.Equal(0, curve.Score(start, curve.Lifetime));
            Assert.Equal(0, curve.Score(start, curve.Lifetime * 1.5));
            Assert.Equal(Math.Clamp(start, 0, 100), curve.Score(start, TimeSpan.Zero));
        });

    [Fact]
    public void The_day_when_a_score_falls_below_a_figure_is_told_beforehand() =>
        Gen.Select(Curves, Gen.Double[1, 100], Gen.Double[0.01, 1]).Sample((curve, start, part) =>
        {
            var score = start * part;
            var at = curve.Until(start, score);
            Assert.InRange(at, TimeSpan.Zero, curve.Lifetime);
            Assert.InRange(curve.Score(start, at), score - 0.01 * start, score + 0.01 * start);
            Assert.Equal(TimeSpan.Zero, curve.Until(score * 0.9, score));
        });

    [Theory]
    [InlineData(120, 2, 30, 50)]
    [InlineData(120, 2, 120, 0)]
    [InlineData(100, 1, 25, 75)]
    public void It_is_the_polynomial_model_of_MISP(double days, double speed, double age, double score) => Assert.Equal(score, new DecayCurve(TimeSpan.FromDays(days), speed).Score(100, TimeSpan.FromDays(age)), 6);

    [Fact]
    public void What_nobody_sees_falls_from_blocking_to_matching_to_nothing_and_a_sighting_restores_it()
    {
        using var room = Blocked();
        room.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(Rung.Detect, room.Ladder.Assess(Bad).Rung);
        Assert.Contains(room.Ladder.Find(Bad)!.Reasons, r => r.Contains("faded", StringComparison.Ordinal));
        room.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(Rung.Quarantine, room.Ladder.Assess(Bad).Rung);

        room.Trust.Seen.See(Bad, room.Time.GetUtcNow());
        Assert.Equal((Rung.Block, 100.0), (room.Ladder.Assess(Bad).Rung, room.Ladder.Find(Bad)!.Fresh.Score));
        var again = new TrustBook(new TrustOptions(), room.Time, room.File);
        Assert.Equal(100, again.Weigh(Bad).Fresh.Score);
    }

    [Fact]
    public void Without_a_sighting_the_score_of_a_thing_never_rises_whoever_is_relied_on() =>
        Gen.Select(Gen.Int[0, 80], Gen.Int[0, 80], Gen.Int[0, 100], Gen.Int[1, 60].Array[1, 12]).Sample((first, second, confidence, days) =>
        {
            using var room = new Room();
            var (one, two) = (room.Join("one").Id.Identity, room.Join("two").Id.Identity);
            for (var i = 0; i < first; i++) room.Trust.Tested(one, NamedKind.Address, passed: true);
            for (var i = 0; i < second; i++) room.Trust.Tested(two, NamedKind.Address, passed: true);
            room.Ladder.Hear(new Claim(one, Bad, IsBad: true, room.Time.GetUtcNow(), "a"));
            room.Time.Advance(TimeSpan.FromDays(20));
            room.Ladder.Hear(new Claim(two, Bad, IsBad: true, room.Time.GetUtcNow(), "b", Confidence: confidence));
            var before = room.Ladder.Assess(Bad).Fresh.Score;
            foreach (var some in days)
            {
                room.Time.Advance(TimeSpan.FromDays(some));
                var now = room.Ladder.Assess(Bad).Fresh.Score;
                Assert.InRange(now, 0, before + 1e-9);
                before = now;
            }
        }, iter: 200);

    [Fact]
    public void Somebody_who_is_not_relied_on_keeps_nothing_fresh()
    {
        using var room = Blocked();
        room.Time.Advance(TimeSpan.FromDays(60));
        room.Ladder.Hear(new Claim(room.Join("stranger").Id.Identity, Bad, IsBad: true, room.Time.GetUtcNow(), "c"));
        Assert.Equal(Rung.Quarantine, room.Ladder.Assess(Bad).Rung);
    }

    [Fact]
    public void A_stated_confidence_takes_from_a_thing_and_adds_nothing()
    {
        using var room = new Room();
        var one = room.Join("one");
        for (var i = 0; i < 60; i++) room.Trust.Tested(one.Id.Identity, NamedKind.Address, passed: true);
        var unsure = room.Indicator($"[ipv6-addr:value = '{Bad.Value}']");
        unsure["confidence"] = 10;
        Assert.Equal(IntakeOutcome.Taken, room.Send(unsure, one).Outcome);
        Assert.Equal((Rung.Quarantine, 10.0), (room.Ladder.Find(Bad)!.Rung, room.Ladder.Find(Bad)!.Fresh.Score));

        var sure = room.Indicator("[ipv6-addr:value = '3fff:0:0:77::2']");
        sure["confidence"] = 100;
        Assert.Equal(IntakeOutcome.Taken, room.Send(sure, room.Join("newcomer")).Outcome);
        Assert.Equal(Rung.Quarantine, room.Ladder.Find(Named.Of(NamedKind.Address, "3fff:0:0:77::2"))!.Rung);
    }

    [Fact]
    public void What_a_person_of_the_house_says_does_not_fade()
    {
        using var room = new Room();
        room.Ladder.Settle(Bad, isBad: true, "person:ada", room.Time.GetUtcNow());
        room.Time.Advance(TimeSpan.FromDays(2_000));
        Assert.Equal((Rung.Detect, 100.0), (room.Ladder.Assess(Bad).Rung, room.Ladder.Find(Bad)!.Fresh.Score));
    }

    static Room Blocked()
    {
        var room = new Room();
        foreach (var name in new[] { "one", "two" })
        {
            var peer = room.Join(name).Id.Identity;
            for (var i = 0; i < 60; i++) room.Trust.Tested(peer, NamedKind.Address, passed: true);
            room.Ladder.Hear(new Claim(peer, Bad, IsBad: true, room.Time.GetUtcNow(), name));
        }

        room.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(Rung.Block, room.Ladder.Assess(Bad).Rung);
        return room;
    }
}
