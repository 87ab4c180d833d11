using Hoplite.Intelligence.Tests.Communities;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Intelligence.Tests.Trusting;

public sealed class IndicatorLadderTests
{
    static readonly Named Bad = new(NamedKind.Domain, "bad.example");

    [Fact]
    public void Two_independent_peers_that_proved_themselves_bring_a_thing_up_to_a_block_once_nobody_objected()
    {
        using var room = Trusted(out var one, out var two);
        room.Ladder.Hear(new Claim(one, Bad, IsBad: true, room.Time.GetUtcNow(), "a"));
        Assert.Equal(Rung.Detect, room.Ladder.Find(Bad)!.Rung);
        room.Ladder.Hear(new Claim(two, Bad, IsBad: true, room.Time.GetUtcNow(), "b"));
        Assert.Equal(Rung.Detect, room.Ladder.Find(Bad)!.Rung);
        room.Time.Advance(TimeSpan.FromMinutes(11));
        room.Ladder.AssessAll();
        Assert.Equal(Rung.Block, room.Ladder.Find(Bad)!.Rung);
    }

    [Fact]
    public void When_its_author_takes_it_back_a_block_falls_and_whoever_acts_hears_of_it()
    {
        using var room = Trusted(out var one, out var two);
        room.Ladder.Hear(new Claim(one, Bad, IsBad: true, room.Time.GetUtcNow(), "a"));
        room.Ladder.Hear(new Claim(two, Bad, IsBad: true, room.Time.GetUtcNow(), "b"));
        room.Time.Advance(TimeSpan.FromMinutes(11));
        room.Ladder.AssessAll();
        var moves = new List<(Rung Before, Rung Now)>();
        room.Ladder.Moved = (standing, before) => moves.Add((before, standing.Rung));
        room.Ladder.TakeBack(one, "a");
        Assert.Equal([(Rung.Block, Rung.Detect)], moves);
        room.Ladder.TakeBack(two, "b");
        Assert.Equal((Rung.Detect, Rung.Quarantine), moves[^1]);
    }

    [Fact]
    public void A_thing_on_a_list_of_shared_services_is_matched_and_never_blocked_without_a_person()
    {
        using var room = Trusted(out var one, out var two, WarningLists.Of("clouds", WarningClass.Shared, ["bad.example"]));
        room.Ladder.Hear(new Claim(one, Bad, IsBad: true, room.Time.GetUtcNow(), "a"));
        room.Ladder.Hear(new Claim(two, Bad, IsBad: true, room.Time.GetUtcNow(), "b"));
        room.Time.Advance(TimeSpan.FromHours(1));
        room.Ladder.AssessAll();
        Assert.Equal(Rung.Detect, room.Ladder.Find(Bad)!.Rung);
    }

    [Fact]
    public void Whoever_names_what_is_harmless_loses_trust_at_once_and_regains_it_slowly()
    {
        using var room = Trusted(out var one, out _, WarningLists.Of("resolvers", WarningClass.Benign, ["bad.example", "x.example", "y.example"]));
        var before = room.Trust.Reliable(one, NamedKind.Domain);
        foreach (var name in new[] { "bad.example", "x.example", "y.example" }) room.Ladder.Hear(new Claim(one, new Named(NamedKind.Domain, name), IsBad: true, room.Time.GetUtcNow(), name));
        Assert.True(room.Trust.IsSuspended(one));
        Assert.True(room.Trust.Reliable(one, NamedKind.Domain) < before - 0.2);
        room.Time.Advance(TimeSpan.FromDays(15));
        Assert.False(room.Trust.IsSuspended(one));
        Assert.True(room.Trust.Reliable(one, NamedKind.Domain) < before);
    }

    [Fact]
    public void A_word_ends_when_its_author_says_so_or_when_such_things_usually_do()
    {
        using var room = Trusted(out var one, out _);
        var other = new Named(NamedKind.Domain, "other.example");
        room.Ladder.Hear(new Claim(one, Bad, IsBad: true, room.Time.GetUtcNow(), "a", room.Time.GetUtcNow().AddDays(2)));
        room.Ladder.Hear(new Claim(one, other, IsBad: true, room.Time.GetUtcNow(), "b"));
        room.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal((Rung.Quarantine, Rung.Detect), (room.Ladder.Assess(Bad).Rung, room.Ladder.Assess(other).Rung));
        var again = new TrustBook(new TrustOptions(), room.Time, room.File);
        Assert.Equal(0, again.Weigh(Bad).Belief);
        room.Time.Advance(TrustOptions.Lifetime(NamedKind.Domain));
        Assert.Equal(Rung.Quarantine, room.Ladder.Assess(other).Rung);
    }

    [Fact]
    public void What_was_learned_survives_a_restart()
    {
        using var room = Trusted(out var one, out _);
        room.Ladder.Hear(new Claim(one, Bad, IsBad: true, room.Time.GetUtcNow(), "a"));
        var again = new TrustBook(new TrustOptions(), room.Time, room.File);
        Assert.Equal(room.Trust.Reliable(one, NamedKind.Domain), again.Reliable(one, NamedKind.Domain), 6);
        Assert.Equal(room.Trust.Weigh(Bad).Belief, again.Weigh(Bad).Belief, 6);
    }

    [Fact]
    public void A_judgement_taken_back_leaves_everything_as_it_was()
    {
        using var room = Trusted(out var one, out var two);
        var now = room.Time.GetUtcNow();
        room.Ladder.Hear(new Claim(one, Bad, IsBad: true, now, "a"));
        room.Ladder.Hear(new Claim(two, Bad, IsBad: false, now, "b"));
        var before = (room.Trust.Reliable(one, NamedKind.Domain), room.Trust.Reliable(two, NamedKind.Domain), room.Trust.Weigh(Bad).Belief, room.Ladder.Find(Bad)!.Rung);
        var judged = room.Ladder.Judge(Bad, isBad: false, "person:ada", now);
        Assert.True(room.Trust.Reliable(one, NamedKind.Domain) < before.Item1);
        room.Ladder.Unjudge(Bad, judged);
        Assert.Equal(before, (room.Trust.Reliable(one, NamedKind.Domain), room.Trust.Reliable(two, NamedKind.Domain), room.Trust.Weigh(Bad).Belief, room.Ladder.Find(Bad)!.Rung));
        Assert.Equal(before.Item1, new TrustBook(new TrustOptions(), room.Time, room.File).Reliable(one, NamedKind.Domain), 9);

        // What somebody said since holds; and the same thing can be judged again.
        var again = room.Ladder.Judge(Bad, isBad: false, "person:ada", now);
        room.Ladder.Settle(Bad, isBad: true, "person:bob", now.AddMinutes(1));
        room.Ladder.Unjudge(Bad, again);
        Assert.True(room.Trust.About(Bad).Single(c => c.Peer == TrustBook.Self).IsBad);
        Assert.True(room.Trust.Reliable(one, NamedKind.Domain) >= before.Item1);
    }

    static Room Trusted(out string one, out string two, WarningLists? warnings = null)
    {
        var room = new Room(warnings: warnings);
        (one, two) = (room.Join("one").Id.Identity, room.Join("two").Id.Identity);
        foreach (var peer in new[] { one, two })
            for (var i = 0; i < 60; i++) room.Trust.Tested(peer, NamedKind.Domain, passed: true);
        return room;
    }
}
