using System.Text;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Agents.RuleWriting;

/// <summary>Reads a rule back with the reader of all rules, and tries it on events with the engine that looks at all events.</summary>
sealed class RuleTrial
{
    readonly RuleSet _rules;

    RuleTrial(SigmaRule rule) => (Rule, _rules) = (rule, new RuleSet([rule]));

    /// <summary>The rule as it was read.</summary>
    public SigmaRule Rule { get; }

    /// <summary>Reads a rule; null unless it says exactly what was meant.</summary>
    public static RuleTrial? Read(string yaml, LogSource source, IReadOnlyList<RuleLiteral> selection)
    {
        var read = RuleReader.Load([new RuleFile("proposal.yml", Encoding.UTF8.GetBytes(yaml))], RuleOptions.Default);
        if (read is not { Rules: [var rule], Correlations.Length: 0, Rejections.Length: 0 } || rule.LogSource != source) return null;
        IReadOnlyList<Expression> terms = rule.Condition is AllOf all ? all.Terms : [rule.Condition];
        return terms.SequenceEqual(selection.Select(s => s.Expected)) ? new RuleTrial(rule) : null;
    }

    /// <summary>How many events it matches, of how many.</summary>
    public (long Matches, long Events) On(IEnumerable<EventRecord> events)
    {
        var (matcher, batch, matches, seen) = (_rules.CreateMatcher(), new EventBatch(), 0L, 0L);
        foreach (var record in events)
        {
            batch.Reset(record.Source);
            var offset = batch.Append(record.Raw.Span);
            foreach (var (name, value) in record.Fields)
            {
                if (value is null) batch.Add(FieldTable.Intern(name), FieldKind.Null, 0, 0);
                else batch.Add(FieldTable.Intern(name), Encoding.UTF8.GetBytes(value));
            }

            batch.End(record.Time?.UtcTicks ?? 0, LogSourceTable.Intern(record.LogSource), record.Position, record.RecordId, offset, record.Raw.Length);
            seen++;
            if (matcher.Match(batch, 0).Length > 0) matches++;
        }

        return (matches, seen);
    }
}
