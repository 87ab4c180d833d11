using System.Collections.Immutable;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>A correlation document before its references are resolved.</summary>
sealed record CorrelationDraft(string Path, int Line, RuleInfo Info, bool HasLevel, ImmutableArray<string> References, CorrelationRule Rule)
{
    public static CorrelationDraft Read(YamlMap document, string path)
    {
        var info = RuleWords.Info(document, path);
        if (document.Find("correlation") is not YamlMap section) throw new RuleProblem(document.Line, "The correlation is empty.");
        var type = TypeOf(section);
        var statement = section.Find("condition") is YamlScalar { IsNull: false } text ? text : null;
        if (statement is not null)
            type = type switch
            {
                CorrelationType.Temporal or CorrelationType.TemporalExtended => CorrelationType.TemporalExtended,
                CorrelationType.TemporalOrdered or CorrelationType.TemporalOrderedExtended => CorrelationType.TemporalOrderedExtended,
                _ => throw new RuleProblem(statement.Line, "Only temporal correlations can have a boolean condition."),
            };
        else if (type is CorrelationType.TemporalExtended or CorrelationType.TemporalOrderedExtended)
            throw new RuleProblem(section.Line, "This type of correlation needs a boolean condition over the names of rules.");

        var references = ReferencesOf(section, statement);
        CorrelationCondition condition = statement is not null
            ? OccurrenceReader.Read(statement.Text, references, statement.Line)
            : BoundsReader.Read(section, type, references.Length);
        var timespan = section.Text("timespan") ?? throw new RuleProblem(section.Line, "The time span is missing.");
        var generate = section.Find("generate") ?? document.Find("generate");
        if (generate is not null and not YamlScalar { Truth: not null }) throw new RuleProblem(generate.Line, "The value of 'generate' must be true or false.");
        var rule = new CorrelationRule(
            info,
            type,
            [],
            Grouping(section),
            Aliases(section, references),
            Timespans.Read(timespan) ?? throw new RuleProblem(section.Find("timespan")!.Line, $"The time span '{timespan}' is not a positive number and one of s, m, h, d, w, M and y."),
            condition,
            generate is YamlScalar { Truth: true });
        return new CorrelationDraft(path, document.Line, info, document.Find("level") is not null, references, rule);
    }

    static CorrelationType TypeOf(YamlMap section) => section.Text("type") switch
    {
        "event_count" => CorrelationType.EventCount,
        "value_count" => CorrelationType.ValueCount,
        "temporal" => CorrelationType.Temporal,
        "temporal_ordered" => CorrelationType.TemporalOrdered,
        "value_sum" => CorrelationType.ValueSum,
        "value_avg" => CorrelationType.ValueAverage,
        "value_percentile" => CorrelationType.ValuePercentile,
        "value_median" => CorrelationType.ValueMedian,
        "temporal_extended" => CorrelationType.TemporalExtended,
        "temporal_ordered_extended" => CorrelationType.TemporalOrderedExtended,
        null => throw new RuleProblem(section.Line, "The type of the correlation is missing."),
        var other => throw new RuleProblem(section.Line, $"The type of correlation '{other}' is not known."),
    };

    static ImmutableArray<string> ReferencesOf(YamlMap section, YamlScalar? statement)
    {
        var written = RuleWords.Texts(section, "rules");
        if (written.IsEmpty && statement is not null) written = OccurrenceReader.Names(statement.Text);
        if (written.IsEmpty) throw new RuleProblem(section.Line, "The correlation names no rules.");
        if (written.Length > CorrelationLimits.MostRules) throw new RuleProblem(section.Line, $"The correlation names more than {CorrelationLimits.MostRules} rules.");
        return written.Distinct(StringComparer.Ordinal).Count() == written.Length ? written : throw new RuleProblem(section.Line, "The correlation names a rule twice.");
    }

    static ImmutableArray<string> Grouping(YamlMap section)
    {
        var fields = RuleWords.Texts(section, "group-by");
        return fields.Length <= CorrelationLimits.MostFields ? fields : throw new RuleProblem(section.Line, $"The correlation groups by more than {CorrelationLimits.MostFields} fields.");
    }

    static ImmutableArray<FieldAlias> Aliases(YamlMap section, ImmutableArray<string> references)
    {
        if (section.Find("aliases") is not { } node) return [];
        if (node is not YamlMap map) throw new RuleProblem(node.Line, "The aliases must be a map.");
        var aliases = ImmutableArray.CreateBuilder<FieldAlias>();
        foreach (var (alias, value) in map.Entries)
        {
            if (value is not YamlMap fields) throw new RuleProblem(alias.Line, $"The alias '{alias.Text}' must say which field it is in each rule.");
            foreach (var (reference, field) in fields.Entries)
            {
                if (field is not YamlScalar { IsNull: false } name) throw new RuleProblem(reference.Line, $"The alias '{alias.Text}' names no field for '{reference.Text}'.");
                if (!references.Contains(reference.Text)) throw new RuleProblem(reference.Line, $"The alias '{alias.Text}' is about '{reference.Text}', which the correlation does not name.");
                aliases.Add(new FieldAlias(alias.Text, reference.Text, name.Text));
            }
        }

        return aliases.ToImmutable();
    }
}
