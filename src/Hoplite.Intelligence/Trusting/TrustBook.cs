using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Hoplite.Intelligence.Trusting;

/// <summary>What this node has learned of its peers, and what it makes of their claims.</summary>
/// <remarks>Safe for several threads. Everything is decided from what this node saw itself; no peer can tell it whom to trust.</remarks>
public sealed class TrustBook
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

    /// <summary>Of some things, those of which something else is to be made than when they were last decided about: because of claims, of trust, or of time that passed.</summary>
    /// <param name="some">The things.</param>
    /// <param name="decided">What was made of a thing; null when it was not decided about yet.</param>
    /// <param name="weighed">What was weighed already in this round; many things are named by the same peers.</param>
    /// <param name="now">The time of this round.</param>
    internal IReadOnlyList<Named> Changed(IReadOnlyList<Named> some, Func<Named, Basis?> decided, Dictionary<UInt128, Opinion> weighed, DateTimeOffset now)
    {
        var changed = new List<Named>();
        lock (_gate)
            foreach (var named in some)
            {
                var list = _claims.TryGetValue(named, out var said) ? said : [];
                var key = Voices(named.Kind, list, now, out var since);
                if (!weighed.TryGetValue(key, out var opinion)) weighed[key] = opinion = Weigh(list.FindAll(c => Holds(c, now)), named.Kind, now);
                if (decided(named)?.IsLike(Basis.Of(opinion with { Since = since, Fresh = Fresh(list, now) }, _options, now)) != true) changed.Add(named);
            }

        return changed;
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

    Opinion Weigh(List<Claim> list, NamedKind kind, DateTimeOffset now)
    {
        if (list.Count == 0) return Opinion.None;
        var (support, voices) = Voices(list.Where(c => c.IsBad), kind, objects: false, now);
        var (against, objecting) = Voices(list.Where(c => !c.IsBad), kind, objects: true, now);
        var own = list.Find(c => c.Peer == Self);

        // One voice that objects keeps a thing from being blocked; to keep it from being matched takes two that do not speak as one.
        if (objecting < _options.ObjectingVoices) against = 0;
        var odds = _options.Prior + support - against + (own is null ? 0 : own.IsBad ? SelfWeight : -SelfWeight);
        var oldest = list.Where(c => c.IsBad).Select(c => (DateTimeOffset?)c.At).Min();
        return new Opinion(1 / (1 + Math.Exp(-odds)), voices + (own is { IsBad: true } ? 1 : 0), objecting, oldest, [.. list.Where(c => c.IsBad).Select(c => c.Peer)]);
    }

    // Who says what of a thing, in whatever order: things with the same voices are believed as much.
    UInt128 Voices(NamedKind kind, List<Claim> said, DateTimeOffset now, out DateTimeOffset? since)
    {
        since = null;
        Span<int> voices = said.Count < 64 ? stackalloc int[said.Count + 1] : new int[said.Count + 1];
        var count = 0;
        foreach (var claim in said)
        {
            if (!Holds(claim, now)) continue;
            voices[count++] = (claim.Peer == Self ? 0 : Record(claim.Peer).Number << 1) | (claim.IsBad ? 1 : 0);
            if (claim.IsBad && (since is null || claim.At < since)) since = claim.At;
        }

        voices[..count].Sort();
        voices[count++] = (int)kind;
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(voices[..count]));
    }

    (double Weight, double Voices) Voices(IEnumerable<Claim> claims, NamedKind kind, bool objects, DateTimeOffset now)
    {
        var voices = new List<(PeerRecord, double)>();
        foreach (var claim in claims)
        {
            if (claim.Peer == Self) continue;
            var peer = Record(claim.Peer);
            var reliable = peer.IsSuspended(now) ? 0 : Trust(peer, kind, objects, now);
            voices.Add((peer, Math.Max(0, Math.Log(reliable / (1 - reliable)))));
        }

        return Independence.Sum(voices, (a, b) => Independence.Likeness(a, b, objects, _options, now));
    }

    IEnumerable<RecentClaims> Others(Named named, bool isBad) =>
        _claims.TryGetValue(named, out var list) ? list.Where(c => c.IsBad == isBad && c.Peer != Self).Select(c => Record(c.Peer).Recent(!isBad)) : [];

    // Whoever is trusted about bad things may object as well, until its objections have a record of their own.
    double Trust(PeerRecord peer, NamedKind kind, bool objects, DateTimeOffset now)
    {
        var trust = peer.Trust(kind, objects, now);
        if (!objects || trust.Good + trust.Bad > _options.Newcomer.Good + _options.Newcomer.Bad + 1) return trust.Reliable;
        return peer.Trust(kind, objects: false, now).Reliable;
    }

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

    // The freshest word counts. That of somebody who is not relied on is as old as the first that was said of the thing, or anybody could keep it fresh.
    Freshness Fresh(List<Claim> said, DateTimeOffset now)
    {
        var freshest = Freshness.None;
        foreach (var claim in said)
        {
            if (!claim.IsBad || !Holds(claim, now)) continue;
            if (claim.Peer == Self) return Freshness.Lasting;
            var seen = IsReliedOn(claim, now) ? Seen.Of(claim) : Later(said.Where(c => c.IsBad).Min(c => c.At), Seen.Of(claim.Named));
            var fresh = new Freshness(_options.Decay.Of(claim.Named.Kind).Score(claim.Confidence, now - seen), Math.Clamp(claim.Confidence, 0, 100), seen, claim.Until);
            if (freshest.Seen is null || fresh.Score > freshest.Score) freshest = fresh;
        }

        return freshest;
    }

    bool IsReliedOn(Claim claim, DateTimeOffset now) => !Record(claim.Peer).IsSuspended(now) && Record(claim.Peer).Trust(claim.Named.Kind, objects: false, now).Reliable > 0.5;

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

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

/// <summary>What a node makes of the claims about a thing.</summary>
/// <param name="Belief">How probable it is that it is bad, from 0 to 1.</param>
/// <param name="Independent">How many independent voices say so.</param>
/// <param name="Objecting">How many independent voices object.</param>
/// <param name="Since">When the first said so; null when nobody does.</param>
/// <param name="Peers">Who says so.</param>
public sealed record Opinion(double Belief, double Independent, double Objecting, DateTimeOffset? Since, IReadOnlyList<string> Peers)
{
    /// <summary>Nobody says anything.</summary>
    public static Opinion None { get; } = new(0, 0, 0, null, []);

    /// <summary>How fresh what they say is.</summary>
    public Freshness Fresh { get; init; }
}
