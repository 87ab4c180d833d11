namespace Hoplite.Intelligence.Trusting;

/// <summary>What an opinion decides: as long as this stays the same, so does the rung of a thing that is neither one's own nor in use.</summary>
/// <param name="IsMatched">Whether it is believed enough to be matched.</param>
/// <param name="IsBlocked">Whether it is believed enough to be blocked.</param>
/// <param name="IsFreshEnough">Whether it is fresh enough to be matched.</param>
/// <param name="IsFreshEnoughToBlock">Whether it is fresh enough to be blocked.</param>
/// <param name="HasVoices">Whether enough independent voices speak for it.</param>
/// <param name="HasObjection">Whether somebody objects.</param>
/// <param name="IsWaiting">Whether others still have time to object.</param>
/// <param name="Peers">How many name it.</param>
/// <param name="Belief">How far it is believed.</param>
/// <param name="Score">What is left of its score.</param>
readonly record struct Basis(bool IsMatched, bool IsBlocked, bool IsFreshEnough, bool IsFreshEnoughToBlock, bool HasVoices, bool HasObjection, bool IsWaiting, int Peers, double Belief, double Score)
{
    // What people see of a belief has two digits, and a score none.
    const double VisibleBelief = 0.005;
    const double VisibleScore = 0.5;

    /// <summary>What an opinion decides at a time.</summary>
    public static Basis Of(Opinion opinion, TrustOptions options, DateTimeOffset now) => new(
        opinion.Belief >= options.DetectAt && opinion.Peers.Count > 0, opinion.Belief >= options.BlockAt,
        opinion.Fresh.Score >= options.Decay.DetectScore, opinion.Fresh.Score >= options.Decay.BlockScore,
        opinion.Independent >= options.BlockVoices, opinion.Objecting > 0, now - opinion.Since < options.Objection, opinion.Peers.Count, opinion.Belief, opinion.Fresh.Score);

    /// <summary>Whether another one decides the same, and people would see the same.</summary>
    public bool IsLike(Basis other) => this with { Belief = 0, Score = 0 } == other with { Belief = 0, Score = 0 }
        && Math.Abs(Belief - other.Belief) < VisibleBelief && Math.Abs(Score - other.Score) < VisibleScore;
}
