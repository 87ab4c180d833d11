using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Poisoning;

/// <summary>One scenario lived through: sixty days of a community and the day of the attack, with the trust, the ladder and the vetoes of the product.</summary>
sealed class PoisonRun
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly PoisonWorld _world;
    readonly PoisonAttack _attack;
    readonly BenchmarkClock _clock = new(Start);
    readonly TrustBook _trust;
    readonly IndicatorLadder _ladder;
    readonly Dictionary<Named, HashSet<string>> _reporters = [];
    readonly HashSet<Named> _objected = [];
    readonly HashSet<Named> _benign;
    readonly HashSet<Named> _new;

    public PoisonRun(PoisonWorld world, PoisonAttack attack, TrustOptions options)
    {
        (_world, _attack) = (world, attack);
        (_benign, _new) = ([.. world.Benign], [.. world.New.Select(k => k.Named)]);
        _trust = new TrustBook(options, _clock);
        _ladder = new IndicatorLadder(_trust, new Assessor(_trust, world.Warnings, new Use(world.UsedBy[^1]), _clock));
        for (var i = 0; i < PoisonWorld.Peers; i++) _trust.Meet(PoisonWorld.Peer(i), invitedBy: null, Start);
    }

    /// <summary>Lives through it.</summary>
    public PoisonOutcome Run()
    {
        foreach (var day in _world.History)
        {
            foreach (var known in day) Report(known, _attack.Honest);
            for (var i = 0; i < _world.Benign.Count; i++) Accidents(_world.Benign[i]);
            _clock.Advance(TimeSpan.FromDays(1));
            if (_attack.Slow && _clock.GetUtcNow() > Start + TimeSpan.FromDays(30)) Poison(everyOf: 30, offset: _clock.GetUtcNow().DayOfYear);
        }

        if (!_attack.Slow) Poison(1, 0);
        foreach (var known in _world.New) Report(known, badToo: false);
        if (_attack.Objects) foreach (var known in _world.New) ObjectTogether(known.Named);
        _clock.Advance(TimeSpan.FromHours(1));
        _ladder.AssessAll();
        return Outcome();
    }

    bool IsBad(int peer) => peer < _attack.Bad;

    void Report(PoisonWorld.Known known, bool badToo)
    {
        foreach (var peer in known.By)
            if (badToo || !IsBad(peer)) Say(PoisonWorld.Peer(peer), known.Named);
        if (known.Confirmed && known.By.Count > 0 && !_new.Contains(known.Named)) _ladder.Settle(known.Named, isBad: true, "incident", _clock.GetUtcNow());
    }

    void Accidents(Named benign)
    {
        for (var peer = 0; peer < PoisonWorld.Peers; peer++)
            if (!IsBad(peer) && _world.Draw(PoisonWorld.Accident / PoisonWorld.HistoryDays)) Say(PoisonWorld.Peer(peer), benign);
    }

    void Poison(int everyOf, int offset)
    {
        var sybils = Enumerable.Range(0, _attack.Sybils).Select(i => "invented-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        foreach (var sybil in sybils) _trust.Meet(sybil, PoisonWorld.Peer(0), _clock.GetUtcNow());
        for (var i = 0; i < _world.Benign.Count; i++)
        {
            if (i % everyOf != offset % everyOf || (_attack.Unlisted && _world.OnList[i])) continue;
            for (var peer = 0; peer < _attack.Bad; peer++) Say(PoisonWorld.Peer(peer), _world.Benign[i]);
            foreach (var sybil in sybils) Say(sybil, _world.Benign[i]);
        }
    }

    void Say(string peer, Named named)
    {
        if (!_reporters.TryGetValue(named, out var by)) _reporters[named] = by = new HashSet<string>(StringComparer.Ordinal);
        by.Add(peer);
        _ladder.Hear(new Claim(peer, named, IsBad: true, _clock.GetUtcNow(), "indicator"));
        if (_benign.Contains(named) && _objected.Add(named)) ObjectHonestly(named);
    }

    // An honest node says so when something is called bad that it uses itself; the warning lists everybody has.
    void ObjectHonestly(Named benign)
    {
        for (var peer = _attack.Bad; peer < PoisonWorld.Peers; peer++)
            if (_world.UsedBy[peer].Contains(benign)) _ladder.Hear(new Claim(PoisonWorld.Peer(peer), benign, IsBad: false, _clock.GetUtcNow(), "opinion"));
    }

    void ObjectTogether(Named named)
    {
        for (var peer = 0; peer < _attack.Bad; peer++) _ladder.Hear(new Claim(PoisonWorld.Peer(peer), named, IsBad: false, _clock.GetUtcNow(), "opinion"));
    }

    PoisonOutcome Outcome()
    {
        var told = _world.New.Where(k => _reporters.ContainsKey(k.Named)).Select(k => k.Named).ToArray();
        return new PoisonOutcome(Shares(n => _ladder.Find(n)?.Rung >= Rung.Detect), _world.Benign.Count(n => _ladder.Find(n)?.Rung == Rung.Block), new Dictionary<string, PoisonShares>(StringComparer.Ordinal)
        {
            ["accept all"] = Shares(n => Voices(n) > 0),
            ["warning list only"] = Shares(n => Voices(n) > 0 && !IsListed(n)),
            ["two reporters"] = Shares(n => Voices(n) >= 2),
            ["warning list and three reporters"] = Shares(n => Voices(n) >= 3 && !IsListed(n)),
        });

        PoisonShares Shares(Func<Named, bool> accepts) => new((double)told.Count(accepts) / told.Length, (double)_world.Benign.Count(accepts) / _world.Benign.Count);
        int Voices(Named named) => _reporters.TryGetValue(named, out var by) ? by.Count : 0;
        bool IsListed(Named named) => _world.Warnings.Find(named).Count > 0;
    }

    sealed class Use(HashSet<Named> used) : ILocalEvidence
    {
        public bool IsOwn(Named named) => false;

        LocalUse? ILocalEvidence.Use(Named named) => used.Contains(named) ? new LocalUse(5, 10, 200) : null;
    }
}
