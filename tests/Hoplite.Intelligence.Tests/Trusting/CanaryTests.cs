using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Tests.Communities;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Tests.Trusting;

public sealed class CanaryTests
{
    [Fact]
    public void A_decoy_convicts_whoever_calls_it_bad_once_and_to_know_nothing_gains_nothing()
    {
        using var room = new Room();
        var (one, two) = (room.Join("one").Id.Identity, room.Join("two").Id.Identity);
        var canaries = new Canaries(room.Trust, room.Time, room.File);
        room.Ladder.IsDecoy = canaries.Convicts;
        var decoy = canaries.Ask(one);
        var start = room.Trust.Reliable(one, decoy.Kind);
        Assert.False(canaries.Answer(two, decoy, callsItBad: false));
        Assert.True(canaries.Answer(one, decoy, callsItBad: false));
        Assert.Equal(start, room.Trust.Reliable(one, decoy.Kind));

        // It comes back as an indicator of somebody who was never asked.
        room.Ladder.Hear(new Claim(two, decoy, IsBad: true, room.Time.GetUtcNow(), "z"));
        var convicted = room.Trust.Reliable(two, decoy.Kind);
        Assert.True(convicted < start);
        Assert.Empty(room.Trust.About(decoy));
        room.Ladder.Hear(new Claim(two, decoy, IsBad: true, room.Time.GetUtcNow(), "z"));
        Assert.Equal(convicted, room.Trust.Reliable(two, decoy.Kind));
    }

    [Fact]
    public void Decoys_that_wait_for_an_answer_survive_a_restart()
    {
        using var room = new Room();
        var one = room.Join("one").Id.Identity;
        var decoy = new Canaries(room.Trust, room.Time, room.File).Ask(one);
        var trust = new TrustBook(new TrustOptions(), room.Time, room.File);
        var again = new Canaries(trust, room.Time, room.File);
        var before = trust.Reliable(one, decoy.Kind);
        Assert.True(again.Answer(one, decoy, callsItBad: true));
        Assert.True(trust.Reliable(one, decoy.Kind) < before);
        room.Time.Advance(Canaries.Lasts + TimeSpan.FromDays(1));
        Assert.False(new Canaries(trust, room.Time, room.File).Answer(one, decoy, callsItBad: true));
    }

    [Fact]
    public void Every_decoy_is_a_question_like_any_other()
    {
        using var room = new Room();
        var canaries = new Canaries(room.Trust, room.Time);
        var decoys = Enumerable.Range(0, 400).Select(_ => canaries.Ask("one")).ToArray();
        Assert.All(decoys, d => Assert.Equal(d, PeerQuestion.Read(PeerQuestion.Write(d))));
        Assert.Equal(decoys.Length, decoys.Distinct().Count());
        Assert.Equal(4, decoys.Select(d => d.Kind).Distinct().Count());
    }
}
