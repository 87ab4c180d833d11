using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Endorsing;

/// <summary>How well a value is confirmed by events that rules matched.</summary>
/// <param name="Integrity">How far the value can be trusted: the most that any of its events says.</param>
/// <param name="Events">How many events name it in a field of integrity I2 or more, within one window.</param>
/// <param name="Sensors">Of how many sensors that do not depend on one another.</param>
/// <param name="AtEnforcementPoint">Whether one of them is where blocks take effect.</param>
/// <param name="EventIds">The events, at most 32.</param>
/// <param name="Rules">The rules that named it.</param>
public sealed record Endorsement(Integrity Integrity, int Events, int Sensors, bool AtEnforcementPoint, IReadOnlyList<string> EventIds, IReadOnlyList<string> Rules)
{
    /// <summary>Nothing confirms it.</summary>
    public static Endorsement None { get; } = new(Integrity.FreeText, 0, 0, AtEnforcementPoint: false, [], []);
}
