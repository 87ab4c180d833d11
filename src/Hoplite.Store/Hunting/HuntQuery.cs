using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Sql;

namespace Hoplite.Store.Hunting;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">string, long, real, bool, datetime, timespan or dynamic.</param>
public sealed record HuntColumn(string Name, string Type);

/// <summary>A query that was understood.</summary>
public sealed class HuntQuery
{
    internal HuntQuery(KqlQuery tree, Relation rows, string prologue, IReadOnlyList<string> warnings)
    {
        Tree = tree;
        Rows = rows;
        Prologue = prologue;
        Warnings = warnings;
        Columns = [.. rows.Shown.Select(c => new HuntColumn(c.Name, c.Type.Name))];
    }

    /// <summary>The query in its own words, one step a line.</summary>
    public string Kql => Tree.ToString();

    /// <summary>The columns of the result.</summary>
    public IReadOnlyList<HuntColumn> Columns { get; }

    /// <summary>What the user should know, such as fields that no event has.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The SQL that runs, for those who want to see it.</summary>
    public string Sql => Select(null);

    internal KqlQuery Tree { get; }

    internal Relation Rows { get; }

    /// <summary>The table expressions, to be followed by SELECT.</summary>
    internal string Prologue { get; }

    /// <summary>The whole statement.</summary>
    /// <param name="limit">The most rows; null for all.</param>
    internal string Select(long? limit)
    {
        var columns = Rows.Shown.Select(c => Shown(c)).DefaultIfEmpty("1");
        return $"{Prologue}SELECT {string.Join(", ", columns)} FROM {Rows.Table}{QueryTranslator.OrderBy(Rows.Order)}" + (limit is { } most ? FormattableString.Invariant($" LIMIT {most}") : "");
    }

    // The driver reads no null inside maps and lists.
    static string Shown(RelationColumn column) => column.Type.Kind == KqlKind.Map ? $"map_from_entries(list_transform(map_entries({column.Sql}), lambda e: {{'k': e.key, 'v': coalesce(e.value, '')}}))" : column.Sql;
}
