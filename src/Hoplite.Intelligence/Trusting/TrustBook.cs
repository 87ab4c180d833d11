namespace Hoplite.Intelligence.Trusting;

/// <summary>What this node has learned of its peers, and what it makes of their claims.</summary>
/// <remarks>Safe for several threads. Everything is decided from what this node saw itself; no peer can tell it whom to trust.</remarks>
public sealed partial class TrustBook
{
    /// <summary>The node itself, whose own findings are claims too.</summary>
    public const string Self = "self";

    const double SelfWeight = 6;

    readonly TrustKeeping _keeping;
    readonly TrustOptions _options;
    readonly TimeProvider _time;
    readonly Dictionary<string, PeerRecord> _peers = new(StringComparer.Ordinal);
    readonly Dictionary<Named, List<Claim>> _claims = [];
    readonly Dictionary<(string Peer, string Source), HashSet<Named>> _bySource = [];
    readonly HashSet<(Named Named, bool Bad, string Peer)> _settled = [];
    readonly Lock _gate = new();

    /// <summary>Opens the book.</summary>
    /// <param name="options">The figures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="file">Where it is kept; null for one that forgets.</param>
    public TrustBook(TrustOptions options, TimeProvider time, Keeping.IntelligenceFile? file = null)
    {
        (_options, _time, _keeping, Seen) = (options, time, new TrustKeeping(file), new LastSeen(file));
        foreach (var (peer, kind, objects, trust) in _keeping.Trusts()) Record(peer).Set(kind, objects, trust);
        foreach (var settled in _keeping.Settled()) _settled.Add(settled);
        foreach (var claim in _keeping.Claims()) Enter(claim, claim.At);
    }

    /// <summary>The figures.</summary>
    public TrustOptions Options => _options;

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>When things were last seen.</summary>
    public LastSeen Seen { get; }

    /// <summary>Makes a peer known.</summary>
    /// <param name="peer">Its id.</param>
    /// <param name="invitedBy">Who let it in; null for a founder.</param>
    /// <param name="since">Since when it belongs.</param>
    public void Meet(string peer, string? invitedBy, DateTimeOffset since)
    {
        lock (_gate) (Record(peer).InvitedBy, Record(peer).Since) = (invitedBy, since);
    }

    /// <summary>Takes a claim.</summary>
    public void Hear(Claim claim) => Change(() =>
    {
        _keeping.Keep(claim);
        Enter(claim, _time.GetUtcNow());
    });

    /// <summary>Forgets what one peer said of a thing.</summary>
    internal void Forget(string peer, Named named) => Change(() =>
    {
        if (!_claims.TryGetValue(named, out var said) || said.RemoveAll(c => c.Peer == peer) == 0) return;
        _keeping.Forget(peer, named);
    });

    /// <summary>Forgets everything that came of one object of a peer.</summary>
    /// <returns>What it was about.</returns>
    public IReadOnlyList<Named> TakeBack(string peer, string source)
    {
        Named[] about = [];
        Change(() =>
        {
            if (!_bySource.Remove((peer, source), out var said)) return;
            about = [.. said.Where(n => _claims.TryGetValue(n, out var claims) && claims.Exists(c => c.Peer == peer && c.Source == source))];
            foreach (var named in about)
            {
                _claims[named].RemoveAll(c => c.Peer == peer && c.Source == source);
                _keeping.Forget(peer, named);
            }
        });
        return about;
    }

    /// <summary>It turned out whether a thing is bad: those who said so gain, those who said the opposite lose; each once, whenever it spoke.</summary>
    /// <param name="named">The thing.</param>
    /// <param name="isBad">What it is.</param>
    /// <param name="weight">How sure that is, from 0 to 1.</param>
    /// <returns>What was learned of whom.</returns>
    public IReadOnlyList<Lesson> Settle(Named named, bool isBad, double weight = 1)
    {
        var lessons = new List<Lesson>();
        Change(() =>
        {
            if (!_claims.TryGetValue(named, out var list)) return;
            var now = _time.GetUtcNow();
            foreach (var claim in list)
            {
                if (claim.Peer == Self || !_settled.Add((named, isBad, claim.Peer))) continue;
                _keeping.Settle(named, isBad, claim.Peer);
                lessons.Add(Judge(Record(claim.Peer), named.Kind, !claim.IsBad, claim.IsBad == isBad, now, weight));
            }
        });
        return lessons;
    }

    /// <summary>It turned out that nothing is known of a thing after all: what was learned from it is unlearned, as far as time has not taken it already.</summary>
    /// <param name="named">The thing.</param>
    /// <param name="isBad">What it was thought to be.</param>
    /// <param name="lessons">What was learned.</param>
    public void Unlearn(Named named, bool isBad, IReadOnlyList<Lesson> lessons) => Change(() =>
    {
        var now = _time.GetUtcNow();
        foreach (var lesson in lessons)
        {
            if (!_settled.Remove((named, isBad, lesson.Peer))) continue;
            _keeping.Unsettle(named, isBad, lesson.Peer);
            var peer = Record(lesson.Peer);
            peer.Unlearn(named.Kind, lesson, now);
            _keeping.Keep(peer.Id, named.Kind, lesson.Objects, peer.Trust(named.Kind, lesson.Objects, now));
        }
    });

    /// <summary>A peer answered a test whose answer was known.</summary>
    public void Tested(string peer, NamedKind kind, bool passed) => Change(() => Judge(Record(peer), kind, objects: false, passed, _time.GetUtcNow(), passed ? 0.5 : 1));

    /// <summary>What may be relied on of a peer for a kind of indicator, from 0 to 1.</summary>
    public double Reliable(string peer, NamedKind kind)
    {
        lock (_gate) return Record(peer).Trust(kind, objects: false, _time.GetUtcNow()).Reliable;
    }

    /// <summary>Whether so much of what a peer said lately was wrong that nothing recent of it is believed.</summary>
    public bool IsSuspended(string peer)
    {
        lock (_gate) return Record(peer).IsSuspended(_time.GetUtcNow());
    }

    /// <summary>The trust in every peer that was met, by kind.</summary>
    public IReadOnlyList<(string Peer, string? InvitedBy, IReadOnlyDictionary<NamedKind, PeerTrust> Trust, bool Suspended)> Peers()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return [.. _peers.Values.Select(p => (p.Id, p.InvitedBy, (IReadOnlyDictionary<NamedKind, PeerTrust>)p.Trusts.Where(t => !t.Key.Objects).ToDictionary(t => t.Key.Kind, t => t.Value.Fade(_options, now)), p.IsSuspended(now)))];
        }
    }

    /// <summary>How probable it is that a thing is bad, from what was said of it.</summary>
    public Opinion Weigh(Named named)
    {
        lock (_gate)
        {
            if (!_claims.TryGetValue(named, out var said)) return Opinion.None;
            var now = _time.GetUtcNow();
            return Weigh(said.FindAll(c => Holds(c, now)), named.Kind, now) with { Fresh = Fresh(said, now) };
        }
    }

    /// <summary>Whether anybody's word about a thing holds now.</summary>
    internal bool Holds(Named named)
    {
        lock (_gate) return _claims.TryGetValue(named, out var list) && list.Exists(c => Holds(c, _time.GetUtcNow()));
    }

    /// <summary>Forgets a thing that nobody speaks of any more.</summary>
    /// <returns>False when somebody does.</returns>
    internal bool Forget(Named named)
    {
        lock (_gate)
        {
            if (_claims.TryGetValue(named, out var list) && list.Count > 0) return false;
            _claims.Remove(named);
        }

        Seen.Forget(named);
        return true;
    }

    /// <summary>Everything anybody spoke of.</summary>
    public IReadOnlyList<Named> Spoken()
    {
        lock (_gate) return [.. _claims.Keys];
    }

    /// <summary>How far a peer could be relied on, day by day, for the kind it was last judged for.</summary>
    public IReadOnlyList<(DateOnly Day, double Reliable)> History(string peer) => _keeping.History(peer);

    /// <summary>What was said of a thing.</summary>
    public IReadOnlyList<Claim> About(Named named)
    {
        lock (_gate) return _claims.TryGetValue(named, out var list) ? [.. list] : [];
    }

    IEnumerable<RecentClaims> Others(Named named, bool isBad) =>
        _claims.TryGetValue(named, out var list) ? list.Where(c => c.IsBad == isBad && c.Peer != Self).Select(c => Record(c.Peer).Recent(!isBad)) : [];

    Lesson Judge(PeerRecord peer, NamedKind kind, bool objects, bool right, DateTimeOffset now, double weight)
    {
        var before = peer.Trust(kind, objects, now);
        if (right) peer.Right(kind, objects, now, weight);
        else peer.Wrong(kind, objects, now, weight);
        var after = peer.Trust(kind, objects, now);
        _keeping.Keep(peer.Id, kind, objects, after);
        return new Lesson(peer.Id, objects, after.Good - before.Good, after.Bad - before.Bad, now);
    }

    // The file is always locked before the book: whoever takes many objects together holds it already.
    void Change(Action work) => _keeping.Together(() =>
    {
        lock (_gate) work();
    });

    // What this node found out itself, and what is harmless, has no end.
    bool Holds(Claim claim, DateTimeOffset now) => !claim.IsBad || claim.Peer == Self || (claim.Until ?? Seen.Of(claim) + _options.Decay.Of(claim.Named.Kind).Lifetime) > now;

    void Enter(Claim claim, DateTimeOffset now)
    {
        var list = Claims(claim.Named);
        list.RemoveAll(c => c.Peer == claim.Peer);
        list.Add(claim);
        if (!_bySource.TryGetValue((claim.Peer, claim.Source), out var said)) _bySource[(claim.Peer, claim.Source)] = said = [];
        said.Add(claim.Named);
        if (claim.Peer == Self) return;
        Record(claim.Peer).Recent(!claim.IsBad).Add(claim.Named, now, named => Others(named, claim.IsBad));
    }

    List<Claim> Claims(Named named) => _claims.TryGetValue(named, out var known) ? known : _claims[named] = [];

    PeerRecord Record(string peer) => _peers.TryGetValue(peer, out var known) ? known : _peers[peer] = new PeerRecord(peer, _peers.Count + 1, _options, _time.GetUtcNow());
}
