using CsCheck;
using Hoplite.Intelligence.Tests.Communities;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Intelligence.Tests.Trusting;

/// <summary>To decide only about what changed comes out as deciding about everything.</summary>
public sealed class AssessChangedTests
{
    static readonly string[] Peers = ["one", "two", "three", "four"];
    static readonly Named[] Things = [.. Enumerable.Range(0, 12).Select(i => new Named(i % 3 == 0 ? NamedKind.Url : NamedKind.Domain, $"t{i}.example"))];

    static readonly Gen<(int What, int Peer, int Thing, int Much)[]> Steps = Gen.Select(Gen.Int[0, 7], Gen.Int[0, Peers.Length - 1], Gen.Int[0, Things.Length - 1], Gen.Int[1, 30]).Array[1, 60];

    [Fact]
    public void Whatever_happens_every_thing_stands_where_a_full_round_would_put_it() => Steps.Sample(steps =>
    {
        using var room = new Room(warnings: WarningLists.Of("resolvers", WarningClass.Benign, ["t5.example"]));
        foreach (var peer in Peers)
            for (var i = 0; i < 40; i++) room.Trust.Tested(peer, i % 2 == 0 ? NamedKind.Domain : NamedKind.Url, passed: true);
        foreach (var (what, peer, thing, much) in steps)
        {
            Do(room, what, Peers[peer], Things[thing], much);
            room.Ladder.AssessChanged();
            var full = new IndicatorLadder(room.Trust, new Assessor(room.Trust, WarningLists.Of("resolvers", WarningClass.Benign, ["t5.example"]), new Nothing(), room.Time));
            full.AssessAll();
            foreach (var standing in full.All())
            {
                var held = room.Ladder.Find(standing.Named)!;
                Assert.Equal(standing.Rung, held.Rung);
                Assert.InRange(held.Belief - standing.Belief, -0.0051, 0.0051);
                Assert.InRange(held.Fresh.Score - standing.Fresh.Score, -0.51, 0.51);
            }
        }

        Assert.Equal(0, room.Ladder.AssessChanged());
    }, iter: 200);

    static void Do(Room room, int what, string peer, Named thing, int much)
    {
        var now = room.Time.GetUtcNow();
        switch (what)
        {
            case 0: room.Ladder.Hear(new Claim(peer, thing, IsBad: true, now, peer + thing.Value, much % 3 == 0 ? now.AddHours(much) : null)); break;
            case 1: room.Ladder.Hear(new Claim(peer, thing, IsBad: true, now, peer + thing.Value, Confidence: 10 + 3 * much)); break;
            case 2: room.Trust.Hear(new Claim(peer, thing, IsBad: much % 2 == 0, now, peer + thing.Value)); break;
            case 3: room.Trust.TakeBack(peer, peer + thing.Value); break;
            case 4: room.Trust.Tested(peer, thing.Kind, passed: much % 2 == 0); break;
            case 5: room.Ladder.Settle(thing, much % 2 == 0, "person:ada", now); break;
            case 6 when much % 5 == 0: room.Trust.Seen.See(thing, now); break;
            case 6: room.Time.Advance(TimeSpan.FromMinutes(much)); break;
            default: room.Time.Advance(TimeSpan.FromDays(much)); break;
        }
    }

    sealed class Nothing : ILocalEvidence
    {
        public bool IsOwn(Named named) => false;

        public LocalUse? Use(Named named) => null;
    }
}
