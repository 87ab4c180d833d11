namespace Hoplite.Intelligence.Trusting;

/// <summary>Everything that is known as bad or said to be, and how far each has come; whoever acts on it hears of every step up and down.</summary>
/// <param name="trust">What the claims of peers are worth.</param>
/// <param name="assessor">Decides.</param>
public sealed class IndicatorLadder(TrustBook trust, Assessor assessor)
{
    // Others want the book of trust as well.
    const int AtOnce = 2_000;

    readonly Dictionary<Named, Standing> _standings = [];
    readonly Lock _gate = new();

    /// <summary>Hears of every thing whose rung changed, with the rung before; called outside the lock.</summary>
    public Action<Standing, Rung>? Moved { get; set; }

    /// <summary>Hears of things that others call bad and this node knows as harmless by itself, so that it can tell them; the warning lists they have, too.</summary>
    public Action<Named, string>? Objected { get; set; }

    /// <summary>Says whether a claim is about a test question of this node; such a claim counts for nothing.</summary>
    public Func<Claim, bool>? IsDecoy { get; set; }

    /// <summary>Takes a claim and decides anew.</summary>
    public Standing Hear(Claim claim)
    {
        if (IsDecoy?.Invoke(claim) == true) return new Standing(claim.Named, Rung.Quarantine, 0, 0, ["this node made it up to test others"]);
        trust.Hear(claim);
        if (claim.IsBad && claim.Peer != TrustBook.Self && assessor.Veto(claim.Named) is { } why)
        {
            trust.Settle(claim.Named, isBad: false);
            if (!assessor.IsPublic(claim.Named) && !HasObjected(claim.Named)) Objected?.Invoke(claim.Named, why);
        }

        return Assess(claim.Named);
    }

    // Said once, an objection stands for everybody who names the thing later.
    bool HasObjected(Named named) => trust.About(named).Any(c => c is { Peer: TrustBook.Self, IsBad: false });

    /// <summary>Its author took an object back: all that came of it is decided anew.</summary>
    public IReadOnlyList<Standing> TakeBack(string peer, string source) => [.. trust.TakeBack(peer, source).Select(Assess)];

    /// <summary>A person, or an incident that a person confirmed, says what a thing is.</summary>
    public Standing Settle(Named named, bool isBad, string source, DateTimeOffset now)
    {
        Judge(named, isBad, source, now);
        return Find(named)!;
    }

    /// <summary>The same, with what is needed to take it back.</summary>
    public Judgement Judge(Named named, bool isBad, string source, DateTimeOffset now)
    {
        var before = Own(named);
        var said = new Claim(TrustBook.Self, named, isBad, now, source);
        var lessons = trust.Settle(named, isBad);
        trust.Hear(said);
        Assess(named);
        return new Judgement(isBad, before, said, lessons);
    }

    /// <summary>A judgement is taken back: what peers gained or lost by it is undone, and unless something else was said since, what was said before holds again.</summary>
    public Standing Unjudge(Named named, Judgement judgement)
    {
        trust.Unlearn(named, judgement.IsBad, judgement.Lessons);
        if (Own(named) == judgement.Said)
        {
            if (judgement.Before is { } before) trust.Hear(before);
            else trust.Forget(TrustBook.Self, named);
        }

        return Assess(named);
    }

    Claim? Own(Named named) => trust.About(named).FirstOrDefault(c => c.Peer == TrustBook.Self);

    /// <summary>Decides about everything anew: time has passed, or trust has changed.</summary>
    public void AssessAll()
    {
        foreach (var named in trust.Spoken()) Assess(named);
    }

    /// <summary>
    /// Decides anew where claims, trust or time have changed something; everything else would come out the same. What one's own use of a thing says is
    /// not looked at: whoever learns of that calls <see cref="Assess"/>.
    /// </summary>
    /// <returns>How many were decided about.</returns>
    public int AssessChanged()
    {
        var (weighed, now, count) = (new Dictionary<UInt128, Opinion>(), trust.Now, 0);
        foreach (var some in trust.Spoken().Chunk(AtOnce))
            foreach (var named in trust.Changed(some, n => Find(n)?.Basis, weighed, now))
            {
                Assess(named);
                count++;
            }

        return count;
    }

    /// <summary>Decides about one thing anew.</summary>
    public Standing Assess(Named named)
    {
        Rung before;
        var standing = assessor.Assess(named);
        lock (_gate)
        {
            before = _standings.TryGetValue(named, out var known) ? known.Rung : Rung.Quarantine;
            _standings[named] = standing;
        }

        if (before != standing.Rung) Moved?.Invoke(standing, before);
        return standing;
    }

    /// <summary>Forgets a thing that nobody speaks of any more.</summary>
    /// <returns>False when somebody does, and it stays.</returns>
    public bool Forget(Named named)
    {
        if (!trust.Forget(named)) return false;
        lock (_gate) _standings.Remove(named);
        return true;
    }

    /// <summary>Where a thing stands; null when nobody spoke of it.</summary>
    public Standing? Find(Named named)
    {
        lock (_gate) return _standings.GetValueOrDefault(named);
    }

    /// <summary>Where everything stands.</summary>
    public IReadOnlyList<Standing> All()
    {
        lock (_gate) return [.. _standings.Values];
    }
}
