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
    public void Settle(Named named, bool isBad, double weight = 1) => Change(() =>
    {
        if (!_claims.TryGetValue(named, out var list)) return;
        var now = _time.GetUtcNow();
        foreach (var claim in list)
        {
            if (claim.Peer == Self || !_settled.Add((named, isBad, claim.Peer))) continue;
            _keeping.Settle(named, isBad, claim.Peer);
            Judge(Record(claim.Peer), named.Kind, !claim.IsBad, claim.IsBad == isBad, now, weight);
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
            if (!_claims.TryGetValue(named, out var said)) return new Opinion(0, 0, 0, null, []);
            var now = _time.GetUtcNow();
            var list = said.FindAll(c => Holds(c, now));
            if (list.Count == 0) return new Opinion(0, 0, 0, null, []);
            var (support, voices) = Voices(list.Where(c => c.IsBad), named.Kind, objects: false, now);
            var (against, objecting) = Voices(list.Where(c => !c.IsBad), named.Kind, objects: true, now);
            var own = list.Find(c => c.Peer == Self);

            // One voice that objects keeps a thing from being blocked; to keep it from being matched takes two that do not speak as one.
            if (objecting < _options.ObjectingVoices) against = 0;
            var odds = _options.Prior + support - against + (own is null ? 0 : own.IsBad ? SelfWeight : -SelfWeight);
            var oldest = list.Where(c => c.IsBad).Select(c => (DateTimeOffset?)c.At).Min();
            return new Opinion(1 / (1 + Math.Exp(-odds)), voices + (own is { IsBad: true } ? 1 : 0), objecting, oldest, [.. list.Where(c => c.IsBad).Select(c => c.Peer)]) { Fresh = Fresh(said, list, now) };
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

    // The file before the book, as whoever takes objects in one transaction does: the other way round two would wait for each other.
    void Change(Action change) => _keeping.Together(() =>
    {
        lock (_gate) change();
    });

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

    void Judge(PeerRecord peer, NamedKind kind, bool objects, bool right, DateTimeOffset now, double weight)
    {
        if (right) peer.Right(kind, objects, now, weight);
        else peer.Wrong(kind, objects, now, weight);
        _keeping.Keep(peer.Id, kind, objects, peer.Trust(kind, objects, now));
    }

    // What this node found out itself, and what is harmless, has no end.
    bool Holds(Claim claim, DateTimeOffset now) => !claim.IsBad || claim.Peer == Self || (claim.Until ?? Seen.Of(claim) + _options.Decay.Of(claim.Named.Kind).Lifetime) > now;

    // The freshest word counts. That of somebody who is not relied on is as old as the first that was said of the thing, or anybody could keep it fresh.
    Freshness Fresh(List<Claim> said, List<Claim> holding, DateTimeOffset now)
    {
        var freshest = Freshness.None;
        foreach (var claim in holding)
        {
            if (!claim.IsBad) continue;
            if (claim.Peer == Self) return Freshness.Lasting;
            var seen = Seen.Of(claim);
            if (!IsReliedOn(claim, now)) seen = Later(said.Where(c => c.IsBad).Min(c => c.At), Seen.Of(claim.Named));
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

    PeerRecord Record(string peer) => _peers.TryGetValue(peer, out var known) ? known : _peers[peer] = new PeerRecord(peer, _options, _time.GetUtcNow());
}

/// <summary>What a node makes of the claims about a thing.</summary>
/// <param name="Belief">How probable it is that it is bad, from 0 to 1.</param>
/// <param name="Independent">How many independent voices say so.</param>
/// <param name="Objecting">How many independent voices object.</param>
/// <param name="Since">When the first said so; null when nobody does.</param>
/// <param name="Peers">Who says so.</param>
public sealed record Opinion(double Belief, double Independent, double Objecting, DateTimeOffset? Since, IReadOnlyList<string> Peers)
{
    /// <summary>How fresh what they say is.</summary>
    public Freshness Fresh { get; init; }
}
