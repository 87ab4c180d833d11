using Hoplite.Agents.Investigating;
using Hoplite.Guard.Actions;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Server.Intelligence;

/// <summary>What the ladder and the warning lists say of the targets of investigations.</summary>
/// <param name="ladder">How far each thing has come.</param>
/// <param name="trust">What was said.</param>
/// <param name="warnings">What is harmless.</param>
sealed class Reputations(IndicatorLadder ladder, TrustBook trust, WarningLists warnings)
{
    /// <summary>What is made of a target.</summary>
    public Reputation Of(ActionTarget target)
    {
        var names = Names(target).ToArray();
        if (names.Length == 0) return Reputation.Unknown;
        if (Array.Find(names, n => ladder.Find(n)?.Rung >= Rung.Detect) is { } bad) return new Reputation(ReputationStanding.Bad, MatchTables.IdOf(bad), Sources(bad));
        if (warnings.Find(names[0]) is [{ Class: WarningClass.Benign }, ..] || trust.About(names[0]).Any(c => c is { Peer: TrustBook.Self, IsBad: false })) return new Reputation(ReputationStanding.Harmless, MatchTables.IdOf(names[0]), 0);
        return Array.Find(names, n => Sources(n) > 0) is { } claimed ? new Reputation(ReputationStanding.Claimed, MatchTables.IdOf(claimed), Sources(claimed)) : Reputation.Unknown;
    }

    int Sources(Named named) => trust.About(named).Count(c => c.IsBad && c.Peer != TrustBook.Self);

    // A domain is matched with all that is below it.
    static IEnumerable<Named> Names(ActionTarget target)
    {
        switch (target)
        {
            case FileTarget file:
                yield return new Named(NamedKind.Hash, file.Sha256);
                break;
            case { Kind: TargetKind.Address }:
                yield return Named.Of(NamedKind.Address, target.Text);
                break;
            case { Kind: TargetKind.Domain }:
                for (var name = target.Text; name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]) yield return Named.Of(NamedKind.Domain, name);
                break;
        }
    }
}
