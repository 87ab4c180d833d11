namespace Hoplite.Intelligence.Patterning;

/// <summary>A pattern made ready to be matched; immutable, for any number of threads.</summary>
public sealed class PatternMatcher
{
    readonly BindingPlan _plan;
    readonly ObjectTest[] _leaves;

    PatternMatcher(StixPattern pattern, StringComparison comparison)
    {
        Pattern = pattern;
        var leaves = new List<ComparisonExpression>();
        _plan = BindingPlan.Of(pattern.Expression, leaves);
        Comparisons = leaves;
        _leaves = [.. leaves.Select(l => ObjectTest.Of(l, comparison))];
    }

    /// <summary>The pattern.</summary>
    public StixPattern Pattern { get; }

    internal IReadOnlyList<ComparisonExpression> Comparisons { get; }

    internal BindingPlan Plan => _plan;

    /// <summary>Prepares a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether letters are compared without regard to case, as names of files and domains need it; STIX itself is exact.</param>
    /// <exception cref="PatternException">A regular expression, a time, a set or a qualifier in it cannot be used.</exception>
    public static PatternMatcher Compile(StixPattern pattern, bool ignoreCase = false) => new(pattern, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Parses and prepares a pattern that only has to follow the grammar.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="ignoreCase">Whether letters are compared without regard to case.</param>
    /// <exception cref="PatternException">It is not a pattern, or cannot be used.</exception>
    public static PatternMatcher Compile(string text, bool ignoreCase = false) => Compile(StixPattern.Parse(text, grammarOnly: true), ignoreCase);

    /// <summary>Matches observations.</summary>
    /// <exception cref="PatternException">An observation holds a value that cannot be what the pattern takes it for, such as a time or an address.</exception>
    public PatternMatch Match(IReadOnlyList<Observation> observations)
    {
        var slots = new List<Slot>[_leaves.Length];
        for (var leaf = 0; leaf < slots.Length; leaf++)
        {
            slots[leaf] = [];
            for (var i = 0; i < observations.Count; i++)
                if (IsMatch(leaf, observations[i])) slots[leaf].Add(new Slot(i, observations[i].First, observations[i].Last, observations[i].Count));
        }

        return Match(slots);
    }

    internal bool IsMatch(int leaf, Observation observation)
    {
        foreach (var root in observation.Objects.Values)
            if (_leaves[leaf].IsMatch(root, observation)) return true;
        return false;
    }

    internal PatternMatch Match(IReadOnlyList<Slot>[] slots)
    {
        if (Relaxation.Of(_plan, slots).IsEmpty) return PatternMatch.None;
        var search = new BindingSearch(slots);
        if (search.Find(_plan) is { } found) return new PatternMatch(true, true, found);
        return Relaxation.IsExact(_plan, slots) ? new PatternMatch(true, true, Everything(slots)) : new PatternMatch(false, !search.GaveUp, []);
    }

    static IReadOnlyList<int> Everything(IReadOnlyList<Slot>[] slots) => [.. slots.SelectMany(s => s).Select(s => s.Observation).Distinct().Order()];
}

/// <summary>What matching came to.</summary>
/// <param name="IsMatch">Whether the observations meet the pattern.</param>
/// <param name="IsComplete">Whether all was tried; only a pattern whose parts want the same observations can be too costly for that.</param>
/// <param name="Observations">The numbers of observations that meet it together; empty when none do.</param>
public sealed record PatternMatch(bool IsMatch, bool IsComplete, IReadOnlyList<int> Observations)
{
    /// <summary>No match.</summary>
    public static PatternMatch None { get; } = new(false, true, []);
}
