using Hoplite.Detection;
using Hoplite.Detection.Indicators;
using Hoplite.Detection.Sigma;
using Hoplite.Intelligence.Patterning;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Objects;

namespace Hoplite.Cli.Intel;

/// <summary>What is looked for, made of indicators.</summary>
/// <param name="Watches">What looks at every event.</param>
/// <param name="Values">How many values there are.</param>
/// <param name="Patterns">How many patterns there are.</param>
/// <param name="Left">Indicators that cannot be looked for, with the reason.</param>
sealed record IndicatorsToWatch(IReadOnlyList<IEventWatch> Watches, int Values, int Patterns, IReadOnlyList<string> Left)
{
    /// <summary>Values go into the table, everything else is watched for as a pattern.</summary>
    /// <param name="objects">Objects; all but indicators are passed over.</param>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Whether an indicator that has expired is looked for too.</param>
    public static IndicatorsToWatch Of(IEnumerable<StixObject> objects, TimeProvider time, bool expired)
    {
        var (entries, values, patterns, left) = (new List<IndicatorEntry>(), new List<IndicatorValue>(), new List<WatchedPattern>(), new List<string>());
        foreach (var indicator in objects.OfType<Indicator>())
        {
            if (indicator.Text("pattern_type") is not "stix" || indicator.Text("pattern") is not { } text)
            {
                left.Add($"{indicator.Id} is no pattern of STIX but of {indicator.Text("pattern_type")}");
                continue;
            }

            var until = expired ? null : indicator.Time("valid_until")?.Instant;
            if (until <= time.GetUtcNow())
            {
                left.Add($"{indicator.Id} expired on {until:yyyy-MM-dd}; --expired looks for it too");
                continue;
            }

            try
            {
                var pattern = StixPattern.Parse(text, grammarOnly: true);
                var (title, level) = (indicator.Text("name") ?? "Indicator", LevelOf(indicator));
                if (PatternShape.Simple(pattern) is { } simple)
                {
                    values.AddRange(simple.Select(s => new IndicatorValue(Kind(s.Kind), s.Value, entries.Count)));
                    entries.Add(new IndicatorEntry(indicator.Id, title, level, indicator.Labels, indicator.Text("description"), until?.UtcTicks ?? long.MaxValue));
                }
                else patterns.Add(new WatchedPattern(pattern, WatchedPattern.RuleOf(indicator.Id, title, level, indicator.Labels, indicator.Text("description")), ValidUntil: until));
            }
            catch (PatternException wrong)
            {
                left.Add($"{indicator.Id}: {wrong.Message}");
            }
        }

        var table = new IndicatorWatch(time);
        table.Replace(IndicatorTable.Build(entries, values));
        var watch = new PatternWatch();
        left.AddRange(watch.Replace(patterns).Select(r => $"{r.Pattern.Rule.Id}: {r.Reason}"));
        return new([table, watch], table.Table.Count, watch.Count, left);
    }

    // What its maker is sure of is serious; without a word it is in the middle.
    static Level LevelOf(StixObject indicator) => indicator.Confidence switch { >= 70 => Level.High, null or >= 30 => Level.Medium, _ => Level.Low };

    static IndicatorKind Kind(SimpleKind kind) => kind switch
    {
        SimpleKind.Address => IndicatorKind.Address,
        SimpleKind.Domain => IndicatorKind.Domain,
        SimpleKind.Url => IndicatorKind.Url,
        SimpleKind.Hash => IndicatorKind.Hash,
        _ => IndicatorKind.Mail,
    };
}
