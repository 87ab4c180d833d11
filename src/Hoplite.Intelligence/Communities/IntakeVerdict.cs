namespace Hoplite.Intelligence.Communities;

/// <summary>What became of an object that arrived.</summary>
public enum IntakeOutcome
{
    /// <summary>It is new, or a newer version.</summary>
    Taken,

    /// <summary>It was here before, or an older version of what is here.</summary>
    Known,

    /// <summary>It was not taken.</summary>
    Refused,
}

/// <summary>What became of an object that arrived, and why.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was not taken, in one sentence; empty when it was.</param>
/// <param name="Author">Who signed it; null when that does not hold.</param>
/// <param name="Id">Its id; null when it has none.</param>
public sealed record IntakeVerdict(IntakeOutcome Outcome, string Reason, PeerId? Author = null, string? Id = null);
