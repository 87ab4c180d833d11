using System.Globalization;
using System.Text;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Library;

/// <summary>Turns hunts that are conditions on single events into Sigma rules, which then run on every event as it arrives.</summary>
public static class HuntToSigma
{
    /// <summary>The rule of a hunt.</summary>
    /// <exception cref="KqlException">A part of the query cannot be said in Sigma; the message says which.</exception>
    public static string Convert(Hunt hunt, DateOnly date) => Convert(hunt.Query, hunt.Title, hunt.Hypothesis, hunt.Techniques, hunt.Needs[0], hunt.Sigma ?? hunt.Id, date);

    /// <summary>The rule of a query.</summary>
    /// <param name="kql">The query.</param>
    /// <param name="title">The title of the rule.</param>
    /// <param name="id">The id of the rule.</param>
    /// <param name="date">Its date.</param>
    /// <exception cref="KqlException">A part of the query cannot be said in Sigma; the message says which.</exception>
    public static string Convert(string kql, string title, Guid id, DateOnly date) => Convert(kql, title, "Made of a hunt.", [], null, id, date);

    static string Convert(string kql, string title, string description, IReadOnlyList<string> techniques, string? source, Guid id, DateOnly date)
    {
        var query = KqlParser.Parse(kql);
        if (query.Lets.Count > 0) throw Wrong(kql, query.Lets[0].Span, "a let cannot be said in Sigma", "write its value where it is used");
        if (query.Source is not KqlTable table) throw Wrong(kql, query.Source.Span, "a query in brackets cannot be said in Sigma");
        var conditions = new List<KqlExpression>();
        foreach (var step in query.Operators)
        {
            if (step is KqlWhere where) conditions.Add(where.Condition);
            else if (step is not (KqlProject or KqlProjectAway or KqlSort or KqlRender))
                throw Wrong(kql, step.Span, $"{step.ToString().Split(' ')[0]} cannot be said in Sigma", "only where can; a count over time is a Sigma correlation");
        }

        if (conditions.Count == 0) throw new KqlException(kql, 0, kql.Length, "the query has no condition", "add where …");
        var made = new SigmaCondition(kql);
        var condition = made.Translate(conditions.Count == 1 ? conditions[0] : new KqlLogical(true, conditions), top: true) ?? throw new KqlException(kql, 0, kql.Length, "the query only names a log source", "add a condition on a field");
        if (SigmaFields.Category(table.Name) is { } category) made.LogSource.TryAdd("category", category);
        else if (table.Name != "events" && source is null) throw Wrong(kql, table.Span, $"{table.Name} is no log source of Sigma");
        if (source is not null) Complete(made.LogSource, source);
        if (made.LogSource.Count == 0) throw new KqlException(kql, 0, kql.Length, "the rule would have no log source", "add product == \"windows\" and category == \"process_creation\", or begin with a table such as process_creation");
        return Write(title, description, techniques, id, date, made, condition);
    }

    static void Complete(Dictionary<string, string> logSource, string source)
    {
        var parts = source.Split('/');
        logSource.TryAdd("product", parts[0]);
        if (!logSource.ContainsKey("category") && !logSource.ContainsKey("service")) logSource[IsCategory(parts[1]) ? "category" : "service"] = parts[1];
    }

    static bool IsCategory(string name) => name.Contains('_', StringComparison.Ordinal) || name is "webserver" or "proxy" or "firewall" or "dns" or "antivirus";

    static string Write(string title, string description, IReadOnlyList<string> techniques, Guid id, DateOnly date, SigmaCondition made, string condition)
    {
        var rule = new StringBuilder();
        rule.Append(CultureInfo.InvariantCulture, $"title: {SigmaCondition.Yaml(title)}\nid: {id:D}\nstatus: experimental\ndescription: {SigmaCondition.Yaml(description.ReplaceLineEndings(" "))}\nauthor: Hoplite authors\ndate: {date:yyyy-MM-dd}\n");
        if (techniques.Count > 0) rule.Append("tags:\n").AppendJoin("", techniques.Select(t => $"  - attack.{t.ToLowerInvariant()}\n"));
        rule.Append("logsource:\n").AppendJoin("", made.LogSource.Select(p => $"  {p.Key}: {SigmaCondition.Yaml(p.Value)}\n"));
        rule.Append("detection:\n").Append(made.Selections).Append(CultureInfo.InvariantCulture, $"  condition: {condition}\n");
        return rule.Append("falsepositives:\n  - 'What the hunt met on ordinary days.'\nlevel: medium\n").ToString();
    }

    static KqlException Wrong(string kql, KqlSpan span, string message, string? hint = null) => new(kql, span.Start, span.Length, message, hint);
}
