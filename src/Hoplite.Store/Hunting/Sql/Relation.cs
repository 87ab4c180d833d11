namespace Hoplite.Store.Hunting.Sql;

/// <summary>A column that a step offers to the next one.</summary>
/// <param name="Name">Its name in the query.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Sql">Its quoted name in SQL.</param>
/// <param name="Hidden">Whether it is only there when it is named.</param>
sealed record RelationColumn(string Name, KqlType Type, string Sql, bool Hidden = false);

/// <summary>The rows after a step.</summary>
/// <param name="Table">The table expression that holds them.</param>
/// <param name="Columns">The columns that can be named.</param>
/// <param name="IsEvents">Whether rows are still events, so that fields of their sources can be named.</param>
/// <param name="Order">By what they are sorted; applied at the end, since the database keeps no order between steps.</param>
sealed record Relation(string Table, IReadOnlyList<RelationColumn> Columns, bool IsEvents, IReadOnlyList<string> Order)
{
    /// <summary>Events that single steps of a sequence stand for: by prefix, what their columns are called.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Parts { get; init; } = Nothing;

    static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Nothing = new(StringComparer.Ordinal);

    /// <summary>The columns that are shown.</summary>
    public IEnumerable<RelationColumn> Shown => Columns.Where(c => !c.Hidden);

    /// <summary>The column of a name: the exact one, or the only one that differs by case alone.</summary>
    public RelationColumn? Find(string name) =>
        Columns.FirstOrDefault(c => c.Name == name) ?? (Columns.Count(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) == 1 ? Columns.First(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) : null);

    /// <summary>Adds columns, or replaces those of the same name.</summary>
    public Relation With(IReadOnlyList<RelationColumn> added)
    {
        var columns = Columns.ToList();
        foreach (var column in added)
        {
            var at = columns.FindIndex(c => c.Name == column.Name);
            if (at >= 0) columns[at] = column;
            else columns.Add(column);
        }

        return this with { Columns = columns };
    }
}
