namespace Hoplite.Intelligence.Trusting;

/// <summary>One peer says of one thing that it is bad, or that it is not.</summary>
/// <param name="Peer">Who says so: the id of the peer.</param>
/// <param name="Named">Of what.</param>
/// <param name="IsBad">True for an indicator, false for an objection to one.</param>
/// <param name="At">When it arrived here; what the peer says of the time counts for nothing.</param>
/// <param name="Source">The id of the STIX object that says so.</param>
/// <param name="Until">Until when its author says it holds; null for as long as such things usually do.</param>
/// <param name="Confidence">What its author says of its own confidence, from 0 to 100. It is where the score of the thing begins to fade, so it can take from it and adds nothing.</param>
public sealed record Claim(string Peer, Named Named, bool IsBad, DateTimeOffset At, string Source, DateTimeOffset? Until = null, int Confidence = 100);
