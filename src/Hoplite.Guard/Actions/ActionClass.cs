using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Actions;

/// <summary>How much an action can hurt.</summary>
[CrossingType("a closed list")]
public enum ActionClass
{
    /// <summary>R0: only looks.</summary>
    Read,

    /// <summary>R1: reversible and narrow; an hour at most by itself.</summary>
    Narrow,

    /// <summary>R2: reversible and wide; four hours at most by itself.</summary>
    Wide,

    /// <summary>R3: privileged or irreversible; never without two persons.</summary>
    Privileged,

    /// <summary>Makes the defence see or say less; never done by software.</summary>
    Lowering,
}

/// <summary>What is known of each kind of action.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Class">How much it can hurt.</param>
/// <param name="LongestAlone">How long it lasts at most when nobody approved it; zero when it never happens without a person.</param>
/// <param name="NeedsTwo">Whether two persons must approve it.</param>
/// <param name="IsLowering">Whether it makes the defence see or say less.</param>
/// <param name="Targets">Kinds of target it can have.</param>
public sealed record ActionTraits(ActionKind Kind, ActionClass Class, TimeSpan LongestAlone, bool NeedsTwo, bool IsLowering, IReadOnlyList<TargetKind> Targets)
{
    static readonly ActionTraits[] All = [.. Enum.GetValues<ActionKind>().Select(Make)];

    /// <summary>How long anything lasts at most that is not approved anew.</summary>
    public static TimeSpan LongestApproved { get; } = TimeSpan.FromDays(1);

    /// <summary>The name in policies and files: the kind with a small first letter.</summary>
    public string Name { get; } = char.ToLowerInvariant(Kind.ToString()[0]) + Kind.ToString()[1..];

    /// <summary>The traits of a kind.</summary>
    public static ActionTraits Of(ActionKind kind) => All[(int)kind];

    static ActionTraits Make(ActionKind kind) => kind switch
    {
        ActionKind.Read => new(kind, ActionClass.Read, TimeSpan.Zero, NeedsTwo: false, IsLowering: false, [.. Enum.GetValues<TargetKind>()]),
        ActionKind.BlockAddress => Narrow(kind, TargetKind.Address),
        ActionKind.SinkholeDomain => Narrow(kind, TargetKind.Domain),
        ActionKind.Notify => new(kind, ActionClass.Read, TimeSpan.Zero, NeedsTwo: false, IsLowering: false, [TargetKind.Named]),
        ActionKind.KillProcess or ActionKind.SuspendProcess => Narrow(kind, TargetKind.Process),
        ActionKind.QuarantineFile => Narrow(kind, TargetKind.File),
        ActionKind.RestartService => Narrow(kind, TargetKind.Service),
        ActionKind.IsolateHost => Wide(kind, TargetKind.Host),
        ActionKind.DisableAccount => Wide(kind, TargetKind.Account),
        ActionKind.QuarantineMail => Wide(kind, TargetKind.Mail),

        // What a command does nobody can tell from outside, so that a person always decides.
        ActionKind.RunCommand => Wide(kind, TargetKind.Named) with { LongestAlone = TimeSpan.Zero },
        ActionKind.IsolateServer => Privileged(kind, TargetKind.Host),
        ActionKind.DisableAdmin => Privileged(kind, TargetKind.Account),
        ActionKind.ApplyPatch => Privileged(kind, TargetKind.Host),
        ActionKind.WriteRule or ActionKind.AllowList or ActionKind.ChangePolicy => Privileged(kind, TargetKind.Named) with { IsLowering = true },
        _ => new(kind, ActionClass.Lowering, TimeSpan.Zero, NeedsTwo: false, IsLowering: true, [TargetKind.Named]),
    };

    static ActionTraits Narrow(ActionKind kind, TargetKind target) => new(kind, ActionClass.Narrow, TimeSpan.FromHours(1), NeedsTwo: false, IsLowering: false, [target]);

    static ActionTraits Wide(ActionKind kind, TargetKind target) => new(kind, ActionClass.Wide, TimeSpan.FromHours(4), NeedsTwo: false, IsLowering: false, [target]);

    static ActionTraits Privileged(ActionKind kind, TargetKind target) => new(kind, ActionClass.Privileged, TimeSpan.Zero, NeedsTwo: true, IsLowering: false, [target]);
}
