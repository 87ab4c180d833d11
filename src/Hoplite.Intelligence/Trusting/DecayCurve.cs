namespace Hoplite.Intelligence.Trusting;

/// <summary>
/// How fast what is known of a thing grows old: <c>base · (1 − (t/τ)^(1/δ))</c>, the polynomial model of MISP
/// (A. Iklody, G. Wagener, A. Dulaunoy, S. Mokaddem, C. Wagner: "Decaying Indicators of Compromise", arXiv:1803.11052).
/// </summary>
/// <param name="Lifetime">τ: after this time without a sighting nothing is left.</param>
/// <param name="Speed">δ: 1 fades evenly, more than 1 fades fast at first, less than 1 fades late.</param>
public sealed record DecayCurve(TimeSpan Lifetime, double Speed)
{
    /// <summary>What is left.</summary>
    /// <param name="start">What there was at the last sighting, from 0 to 100.</param>
    /// <param name="age">The time since then; one that lies ahead counts as now.</param>
    /// <returns>From 0 to <paramref name="start"/>; it never rises with age, and is 0 from the lifetime on.</returns>
    public double Score(double start, TimeSpan age)
    {
        start = Math.Clamp(start, 0, 100);
        if (age <= TimeSpan.Zero) return start;
        return age >= Lifetime ? 0 : Math.Clamp(start * (1 - Math.Pow(age / Lifetime, 1 / Speed)), 0, start);
    }

    /// <summary>After what time without a sighting less than a score is left.</summary>
    /// <param name="start">What there was at the last sighting, from 0 to 100.</param>
    /// <param name="score">The score.</param>
    public TimeSpan Until(double start, double score)
    {
        start = Math.Clamp(start, 0, 100);
        if (start < score || start <= 0) return TimeSpan.Zero;
        return score <= 0 ? Lifetime : Lifetime * Math.Pow(1 - score / start, Speed);
    }
}
