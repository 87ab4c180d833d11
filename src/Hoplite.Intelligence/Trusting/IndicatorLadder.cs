namespace Hoplite.Intelligence.Trusting;

/// <summary>Everything that is known as bad or said to be, and how far each has come; whoever acts on it hears of every step up and down.</summary>
/// <param name="trust">What the claims of peers are worth.</param>
/// <param name="assessor">Decides.</param>
public sealed class IndicatorLadder(TrustBook trust, Assessor assessor)
{
    readonly Dictionary<Named, Standing> _standings = [];
    readonly Lock _gate = new();

    /// <summary>Hears of every thing whose rung changed, with the rung before; called outside the lock.</summary>
    public Action<Standing, Rung>? Moved { get; set; }

    /// <summary>Hears of things that others call bad and this node knows as harmless by itself, so that it can tell them; the warning lists they have, too.</summary>
    public Action<Named, string>? Objected { get; set; }

    /// <summary>Takes a claim and decides anew.</summary>
    public Standing Hear(Claim claim)
    {
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
        trust.Settle(named, isBad);
        trust.Hear(new Claim(TrustBook.Self, named, isBad, now, source));
        return Assess(named);
    }

    /// <summary>Decides about everything anew: time has passed, or trust has changed.</summary>
    public void AssessAll()
    {
        foreach (var named in trust.Spoken()) Assess(named);
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
