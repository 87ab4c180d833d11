namespace Hoplite.Intelligence.Trusting;

/// <summary>What was learned of one peer from one thing that turned out, so that it can be unlearned when that was a mistake.</summary>
/// <param name="Peer">Of whom.</param>
/// <param name="Objects">Whether from what it objected to, or from what it called bad.</param>
/// <param name="Good">How much evidence for it came of that, in observations.</param>
/// <param name="Bad">How much evidence against it.</param>
/// <param name="At">When.</param>
public sealed record Lesson(string Peer, bool Objects, double Good, double Bad, DateTimeOffset At);

/// <summary>What came of saying what a thing is.</summary>
/// <param name="IsBad">What it was said to be.</param>
/// <param name="Before">What this node said of it before; null for nothing.</param>
/// <param name="Said">What it says since.</param>
/// <param name="Lessons">What was learned of peers.</param>
public sealed record Judgement(bool IsBad, Claim? Before, Claim Said, IReadOnlyList<Lesson> Lessons);
