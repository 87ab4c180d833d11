using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Hosting;

/// <summary>Keeps how far software may go with each action over a restart: what a person set while the platform ran, and what a mistake lowered.</summary>
/// <remarks>It holds for as long as the configuration says what it said then. Who changes the configuration means the new word.</remarks>
static class KeptAutonomy
{
    /// <summary>The ladder as it was left.</summary>
    /// <param name="settings">Where it is kept.</param>
    /// <param name="configured">What the configuration says.</param>
    public static AutonomyLadder Open(SettingBook settings, IReadOnlyDictionary<ActionKind, Autonomy> configured)
    {
        var rungs = Enum.GetValues<ActionKind>().ToDictionary(k => k, k => Kept(settings, k, Configured(configured, k)));
        return new AutonomyLadder(rungs) { Keep = (kind, rung) => settings.Set(Name(kind), $"{rung} {Configured(configured, kind)}") };
    }

    static Autonomy Kept(SettingBook settings, ActionKind kind, Autonomy configured)
    {
        if (settings.Find(Name(kind))?.Split(' ') is not [var kept, var then] || then != $"{configured}") return configured;

        // What cannot be set cannot have been; something else wrote it.
        return Enum.TryParse<Autonomy>(kept, out var rung) && Enum.IsDefined(rung) && AutonomyLadder.MayBe(kind, rung) ? rung : configured;
    }

    static Autonomy Configured(IReadOnlyDictionary<ActionKind, Autonomy> configured, ActionKind kind) => configured.GetValueOrDefault(kind, Autonomy.Propose);

    static string Name(ActionKind kind) => $"autonomy.{ActionTraits.Of(kind).Name}";
}
