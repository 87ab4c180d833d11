namespace Hoplite.Guard.Gating;

/// <summary>Says what the signed policies say. It never throws: what it cannot answer it forbids.</summary>
public interface IPolicyEngine
{
    /// <summary>The digest of the policies, so that a decision can be repeated.</summary>
    string Digest { get; }

    /// <summary>Asks the policies.</summary>
    PolicyAnswer Ask(GateContext context);
}

/// <summary>What the policies say.</summary>
/// <param name="IsAllowed">Whether they allow it.</param>
/// <param name="Policies">The names of those that decided it.</param>
public sealed record PolicyAnswer(bool IsAllowed, IReadOnlyList<string> Policies);
