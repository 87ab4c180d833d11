namespace Hoplite.Intelligence.Poisoning;

/// <summary>Bundles of one kind of attack against the door and the ladder, and what they achieved.</summary>
/// <param name="Name">The kind of attack.</param>
/// <param name="Bundles">How many bundles were sent.</param>
/// <param name="Harm">How often the attack achieved what it is for.</param>
/// <param name="Blocks">How many things that must never be blocked were.</param>
public sealed record HostileFamily(string Name, int Bundles, int Harm, int Blocks);
