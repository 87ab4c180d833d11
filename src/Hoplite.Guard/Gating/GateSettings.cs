using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Gating;

/// <summary>What the gate knows of the organisation it guards.</summary>
/// <param name="Protected">What nothing is done to.</param>
/// <param name="Budget">How much may be done.</param>
/// <param name="Autonomy">How far software may go.</param>
/// <param name="Criticality">How much depends on a machine or account, 0 to 4, by its normal name.</param>
public sealed record GateSettings(ProtectedSet Protected, BlastBudget Budget, AutonomyLadder Autonomy, IReadOnlyDictionary<string, int> Criticality)
{
    const int Ordinary = 1;

    /// <summary>Whether an operator has opened the protected set for an emergency.</summary>
    public bool IsGlassBroken { get; init; }

    /// <summary>How much depends on a target.</summary>
    public int CriticalityOf(ActionTarget target) => target switch
    {
        NamedTarget named => Criticality.GetValueOrDefault(named.Name, Ordinary),
        ProcessTarget process => Criticality.GetValueOrDefault(process.Host.Name, Ordinary),
        FileTarget file => Criticality.GetValueOrDefault(file.Host.Name, Ordinary),
        AddressTarget address when !address.IsWide => Criticality.GetValueOrDefault(address.Text, ProtectedSet.IsInternal(address) ? Ordinary : 0),
        DomainTarget domain => Criticality.GetValueOrDefault(domain.Name, 0),
        _ => Ordinary,
    };
}
