using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Gating;

/// <summary>How many actions may be under way at once and within an hour: buckets that fill with time, and shares of what there is.</summary>
/// <param name="limits">The bounds.</param>
/// <param name="time">The clock.</param>
public sealed class BlastBudget(BlastLimits limits, TimeProvider time)
{
    readonly Lock _gate = new();
    readonly Dictionary<(ActionClass Class, bool IsCommand), List<DateTimeOffset>> _taken = [];
    readonly Dictionary<ActionKind, Dictionary<string, DateTimeOffset>> _underWay = [];

    /// <summary>How many more actions of a kind may be taken now; zero when none.</summary>
    public int Left(ActionKind kind)
    {
        lock (_gate) return LeftNow(kind, time.GetUtcNow());
    }

    /// <summary>Takes one from the budget.</summary>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake(ProposedAction action)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (LeftNow(action.Kind, now) <= 0) return false;

            // What is under way already does not reach further by being done again.
            var until = now + (action.Lease > TimeSpan.Zero ? action.Lease : TimeSpan.FromHours(1));
            if (UnderWay(action.Kind).TryGetValue(action.Target.Text, out var known))
            {
                UnderWay(action.Kind)[action.Target.Text] = until > known ? until : known;
                return true;
            }

            Taken(action.Kind).Add(now);
            UnderWay(action.Kind)[action.Target.Text] = until;
            return true;
        }
    }

    /// <summary>Says that an action has ended before its lease.</summary>
    public void Ended(ProposedAction action)
    {
        lock (_gate) UnderWay(action.Kind).Remove(action.Target.Text);
    }

    int LeftNow(ActionKind kind, DateTimeOffset now)
    {
        var traits = ActionTraits.Of(kind);
        if (traits.Class == ActionClass.Read) return int.MaxValue;
        var taken = Taken(kind);
        taken.RemoveAll(t => now - t >= TimeSpan.FromHours(1));
        var underWay = UnderWay(kind);
        foreach (var (target, until) in underWay.ToArray())
            if (until <= now) underWay.Remove(target);
        return Math.Max(0, Math.Min(limits.AnHour(kind) - taken.Count, limits.AtOnce(kind) - underWay.Count));
    }

    // Commands of playbooks are each approved; they do not use up what isolating machines may need.
    List<DateTimeOffset> Taken(ActionKind of)
    {
        var bucket = (ActionTraits.Of(of).Class, of == ActionKind.RunCommand);
        return _taken.TryGetValue(bucket, out var list) ? list : _taken[bucket] = [];
    }

    Dictionary<string, DateTimeOffset> UnderWay(ActionKind of) => _underWay.TryGetValue(of, out var set) ? set : _underWay[of] = new(StringComparer.Ordinal);
}

/// <summary>Bounds of what may happen at once.</summary>
public sealed record BlastLimits
{
    /// <summary>Narrow actions an hour.</summary>
    public int NarrowAnHour { get; init; } = 20;

    /// <summary>Wide actions an hour.</summary>
    public int WideAnHour { get; init; } = 3;

    /// <summary>Privileged and lowering actions an hour; each has its persons.</summary>
    public int OthersAnHour { get; init; } = 10;

    /// <summary>Entries in one set of the firewall.</summary>
    public int MostEntries { get; init; } = 50;

    /// <summary>How many machines there are.</summary>
    public int Assets { get; init; } = 50;

    /// <summary>How many accounts there are.</summary>
    public int Accounts { get; init; } = 100;

    /// <summary>Commands of playbooks an hour.</summary>
    public int CommandsAnHour { get; init; } = 60;

    /// <summary>How many of the class of a kind an hour.</summary>
    public int AnHour(ActionKind of) => ActionTraits.Of(of).Class switch
    {
        ActionClass.Narrow => NarrowAnHour,
        ActionClass.Wide => of == ActionKind.RunCommand ? CommandsAnHour : WideAnHour,
        _ => OthersAnHour,
    };

    /// <summary>How many of a kind at once: 2 % of the machines, 1 % of the accounts, one at least.</summary>
    public int AtOnce(ActionKind kind) => kind switch
    {
        ActionKind.IsolateHost or ActionKind.IsolateServer => Math.Max(1, Assets * 2 / 100),
        ActionKind.DisableAccount or ActionKind.DisableAdmin => Math.Max(1, Accounts / 100),
        _ => MostEntries,
    };
}
