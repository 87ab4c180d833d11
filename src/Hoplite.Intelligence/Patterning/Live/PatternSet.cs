namespace Hoplite.Intelligence.Patterning;

/// <summary>The patterns watched for at one time, with their index; immutable but for what the patterns hold.</summary>
sealed class PatternSet
{
    public PatternSet(PatternState[] states)
    {
        States = states;
        var parts = new List<(PatternState, int)>();
        var literals = new List<(string, int)>();
        var others = new List<(int, ulong)>();
        foreach (var state in states)
            for (var part = 0; part < state.Matcher.Comparisons.Count; part++)
            {
                var comparison = state.Matcher.Comparisons[part];
                var kinds = KindsOfType.Of(comparison);
                if (kinds == 0) continue;
                if (NeededLiterals.Of(comparison) is { } needed) literals.AddRange(needed.Select(text => (text, parts.Count)));
                else others.Add((parts.Count, kinds));
                parts.Add((state, part));
            }

        Parts = [.. parts];
        Others = [.. others];
        OtherKinds = others.Aggregate(0UL, (all, o) => all | o.Item2);
        Places = new LiteralPlaces(literals);
    }

    /// <summary>No patterns.</summary>
    public static PatternSet Empty { get; } = new([]);

    public PatternState[] States { get; }

    public int Count => States.Length;

    /// <summary>All single observation expressions of all patterns.</summary>
    public (PatternState State, int Part)[] Parts { get; }

    /// <summary>Those without a needed text, each with the kinds of fields of which an event must have one.</summary>
    public (int Place, ulong Kinds)[] Others { get; }

    /// <summary>All kinds of <see cref="Others"/>.</summary>
    public ulong OtherKinds { get; }

    /// <summary>The needed texts of the rest.</summary>
    public LiteralPlaces Places { get; }
}
