namespace Hoplite.Intelligence.Trusting;

/// <summary>What experience says of one peer and one kind of indicator: a Beta distribution that forgets.</summary>
/// <remarks>
/// Good evidence is bounded and fades sooner than bad, and one wrong claim weighs more than one right: what a peer gains slowly it loses
/// at once. After Fung, Zhang, Aib, Boutaba: Dirichlet-based trust management for collaborative intrusion detection (IEEE TNSM 2011).
/// </remarks>
/// <param name="Good">Evidence for it, in observations.</param>
/// <param name="Bad">Evidence against it.</param>
/// <param name="At">As of when.</param>
public readonly record struct PeerTrust(double Good, double Bad, DateTimeOffset At)
{
    /// <summary>The expected share of right claims.</summary>
    public double Mean => Good / (Good + Bad);

    /// <summary>What may be relied on: the mean less one standard deviation.</summary>
    public double Reliable => Math.Max(0.01, Mean - Math.Sqrt(Good * Bad / ((Good + Bad) * (Good + Bad) * (Good + Bad + 1))));

    /// <summary>A peer of whom nothing is known.</summary>
    public static PeerTrust Newcomer(TrustOptions options, DateTimeOffset now) => new(options.Newcomer.Good, options.Newcomer.Bad, now);

    /// <summary>The same later: what was seen fades towards what is thought of a newcomer.</summary>
    public PeerTrust Fade(TrustOptions options, DateTimeOffset now)
    {
        var passed = now - At;
        if (passed <= TimeSpan.Zero) return this;
        var (good, bad) = options.Newcomer;
        return new PeerTrust(
            good + (Good - good) * Math.Pow(0.5, passed / options.GoodHalfLife),
            bad + (Bad - bad) * Math.Pow(0.5, passed / options.BadHalfLife), now);
    }

    /// <summary>After one claim turned out right.</summary>
    /// <param name="options">The figures.</param>
    /// <param name="now">When.</param>
    /// <param name="weight">How much that says, from 0 to 1.</param>
    public PeerTrust Right(TrustOptions options, DateTimeOffset now, double weight = 1)
    {
        var faded = Fade(options, now);
        return faded with { Good = Math.Min(options.MostGood, faded.Good + weight) };
    }

    /// <summary>After one claim turned out wrong.</summary>
    public PeerTrust Wrong(TrustOptions options, DateTimeOffset now, double weight = 1)
    {
        var faded = Fade(options, now);
        return faded with { Bad = faded.Bad + weight * options.Penalty };
    }

    /// <summary>The same as if a lesson had not been learned.</summary>
    internal PeerTrust Without(Lesson lesson, TrustOptions options, DateTimeOffset now)
    {
        var (faded, passed) = (Fade(options, now), now - lesson.At);
        if (passed < TimeSpan.Zero) passed = TimeSpan.Zero;
        return faded with
        {
            Good = Math.Max(0, faded.Good - lesson.Good * Math.Pow(0.5, passed / options.GoodHalfLife)),
            Bad = Math.Max(0, faded.Bad - lesson.Bad * Math.Pow(0.5, passed / options.BadHalfLife)),
        };
    }
}
