namespace Hoplite.Intelligence.Poisoning;

/// <summary>How the bad peers of a scenario behave.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Bad">How many of the thirty peers are bad.</param>
/// <param name="Honest">Whether they were honest until the last day.</param>
/// <param name="Sybils">How many identities one of them invents in the last week.</param>
/// <param name="Objects">Whether they object to what is true.</param>
/// <param name="Unlisted">Whether they name only what stands on no warning list.</param>
/// <param name="Slow">Whether they spread their poison over the last thirty days.</param>
public sealed record PoisonAttack(string Name, int Bad, bool Honest = true, int Sybils = 0, bool Objects = false, bool Unlisted = false, bool Slow = false)
{
    /// <summary>The scenarios of the published benchmark.</summary>
    public static IReadOnlyList<PoisonAttack> Published { get; } =
    [
        new("nobody is bad", 0),
        new("one traitor", 1),
        new("one traitor who knows the lists", 1, Unlisted: true),
        new("three colluding", 3),
        new("a quarter colluding, newcomers", 8, Honest: false),
        new("a quarter colluding, slow betrayal", 8),
        new("a quarter colluding, who know the lists", 8, Unlisted: true),
        new("a quarter colluding, who object to the truth", 8, Objects: true),
        new("a quarter colluding, drop by drop", 8, Slow: true),
        new("a quarter colluding, drop by drop, who know the lists", 8, Unlisted: true, Slow: true),
        new("a third colluding", 10),
        new("a flood of sixty invented peers", 1, Sybils: 60),
    ];
}
