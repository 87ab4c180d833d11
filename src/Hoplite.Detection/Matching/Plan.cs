using System.Runtime.CompilerServices;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

/// <summary>Everything there is to do for the events of one origin: which fields to look at, what to look for, which rules follow.</summary>
sealed class Plan
{
    /// <summary>The plan of events that no rule is about.</summary>
    public static Plan Empty { get; } = new();

    readonly Dictionary<int, short> _slotsByName = [];
    short[] _slotByField = [];

    /// <summary>All distinct tests.</summary>
    public Predicate[] Predicates { get; init; } = [];

    /// <summary>The rules that are left for this origin.</summary>
    public RuleProgram[] Programs { get; init; } = [];

    /// <summary>The fields that some test looks at.</summary>
    public SlotPlan[] Slots { get; init; } = [];

    /// <summary>The names of those fields, in the words of the rules.</summary>
    public string[] SlotNames { get; init; } = [];

    /// <summary>What to look for in the whole event, or null.</summary>
    public LiteralSet? Keywords { get; init; }

    /// <summary>For each predicate, the programs to look at when it holds.</summary>
    public int[][] Followers { get; init; } = [];

    /// <summary>Programs that must be looked at for every event.</summary>
    public int[] Always { get; init; } = [];

    /// <summary>Learns from the first events; null once that is done.</summary>
    public PlanSample? Sample { get; set; }

    /// <summary>The plan that has learned and takes this one's place, or null.</summary>
    public Plan? Successor { get; set; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Programs.Length == 0;

    /// <summary>Whether a field has so many literals that it matters under which bytes they are filed.</summary>
    public bool IsLarge => Keywords is { IsIndexed: true } || Slots.Any(s => s.Literals is { IsIndexed: true });

    /// <summary>Says which slot takes the fields of this name.</summary>
    public void Name(int canonicalName, int slot) => _slotsByName[canonicalName] = (short)slot;

    /// <summary>The slot of a field, or -1 when no test looks at it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotOf(int field)
    {
        var slots = _slotByField;
        return (uint)field < (uint)slots.Length ? slots[field] : Learn(field);
    }

    // New names turn up while reading; the table is replaced, never changed, so readers need no lock.
    [MethodImpl(MethodImplOptions.NoInlining)]
    int Learn(int field)
    {
        var grown = new short[Math.Max(FieldTable.Count, field + 1)];
        for (var id = 0; id < grown.Length; id++)
            grown[id] = id >= 2 && _slotsByName.TryGetValue(FieldTable.Canonical(id), out var slot) ? slot : (short)-1;
        _slotByField = grown;
        return grown[field];
    }
}

/// <summary>What to look for in the values of one field.</summary>
/// <param name="Literals">The literals of its tests, or null.</param>
/// <param name="Present">Programs to look at whenever the field is there.</param>
sealed record SlotPlan(LiteralSet? Literals, int[] Present);
