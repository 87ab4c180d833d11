using System.Collections.Immutable;

namespace Hoplite.Detection.Correlation;

/// <summary>What correlations need from the engine that matches single events: which rules to report, and which fields of their events.</summary>
public sealed class CorrelationPlan
{
    readonly Dictionary<string, int> _sourceOf = new(StringComparer.Ordinal);

    /// <param name="correlations">As read; each must follow those it watches.</param>
    public CorrelationPlan(ImmutableArray<CorrelationRule> correlations)
    {
        Correlations = correlations;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < correlations.Length; index++) places.TryAdd(correlations[index].Info.Id, index);

        var needs = correlations.Select(_ => new FieldList()).ToArray();
        var sources = new List<(string Id, FieldList Fields)>();
        Nodes = new CorrelationNode[correlations.Length];
        for (var index = correlations.Length - 1; index >= 0; index--)
        {
            var rule = correlations[index];
            var inputs = ImmutableArray.CreateBuilder<CorrelationInput>(rule.Rules.Length);
            foreach (var watched in rule.Rules)
            {
                var isCorrelation = places.TryGetValue(watched.Id, out var place) && place < index;
                if (!isCorrelation && !_sourceOf.TryGetValue(watched.Id, out place))
                {
                    _sourceOf.Add(watched.Id, place = sources.Count);
                    sources.Add((watched.Id, new FieldList()));
                }

                var fields = isCorrelation ? needs[place] : sources[place].Fields;
                inputs.Add(new CorrelationInput(
                    isCorrelation,
                    place,
                    fields.Places(rule.GroupBy, rule, watched),
                    fields.Places(rule.Condition is BoundsCondition bounds ? bounds.Fields : [], rule, watched),
                    fields.Places(needs[index].Names, rule, watched)));
            }

            Nodes[index] = new CorrelationNode(index, rule, inputs.ToImmutable());
        }

        Sources = [.. sources.Select(source => new CorrelationSource(source.Id, [.. source.Fields.Names]))];
        Silent = correlations.SelectMany(rule => rule.Rules.Select(watched => (watched.Id, rule.Generate)))
            .GroupBy(pair => pair.Id, StringComparer.Ordinal).Where(group => group.All(pair => !pair.Generate)).Select(group => group.Key)
            .ToImmutableHashSet(StringComparer.Ordinal);
    }

    /// <summary>The correlations, in the order given.</summary>
    public ImmutableArray<CorrelationRule> Correlations { get; }

    /// <summary>The base rules whose matches must be passed on.</summary>
    public ImmutableArray<CorrelationSource> Sources { get; }

    /// <summary>Ids of rules and correlations that only serve others: no correlation that watches them sets <c>generate</c>, so they report no match of their own.</summary>
    public ImmutableHashSet<string> Silent { get; }

    internal CorrelationNode[] Nodes { get; }

    /// <summary>The place of a base rule in <see cref="Sources"/>, or -1 when no correlation watches it.</summary>
    public int SourceOf(string ruleId) => _sourceOf.GetValueOrDefault(ruleId, -1);

    /// <summary>The fields somebody needs of one rule's events, each once.</summary>
    sealed class FieldList
    {
        public List<string> Names { get; } = [];

        /// <summary>Where the fields stand in the list, put there if need be; aliases are replaced by what they mean for the watched rule.</summary>
        public int[] Places(IReadOnlyList<string> names, CorrelationRule rule, CorrelatedRule watched) => [.. names.Select(name =>
        {
            var field = rule.Aliases.FirstOrDefault(alias => alias.Alias == name && alias.Reference == watched.Reference)?.Field ?? name;
            var place = Names.IndexOf(field);
            if (place >= 0) return place;
            Names.Add(field);
            return Names.Count - 1;
        })];
    }
}

/// <summary>A base rule that some correlation watches.</summary>
/// <param name="RuleId">The id of the rule.</param>
/// <param name="Fields">The fields of its events whose values a hit must carry, in this order.</param>
public sealed record CorrelationSource(string RuleId, ImmutableArray<string> Fields);

/// <summary>A correlation with its inputs found.</summary>
sealed record CorrelationNode(int Index, CorrelationRule Rule, ImmutableArray<CorrelationInput> Inputs);

/// <summary>Where one watched rule's values stand in its hits.</summary>
/// <param name="IsCorrelation">Whether the place is that of a correlation or of a source.</param>
/// <param name="Place">Its place among them.</param>
/// <param name="Group">For each group-by field.</param>
/// <param name="Condition">For each field of the condition.</param>
/// <param name="Carried">For each field that the correlations above need.</param>
sealed record CorrelationInput(bool IsCorrelation, int Place, int[] Group, int[] Condition, int[] Carried);
