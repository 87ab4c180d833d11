using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>What all parts of one translation share.</summary>
/// <param name="text">The query as it was written, for messages.</param>
/// <param name="now">The present time.</param>
/// <param name="fields">Finds fields of sources.</param>
sealed class Translation(string text, DateTime now, FieldAccess fields)
{
    /// <summary>The longest piece of SQL that one expression may become.</summary>
    const int LongestSql = 400_000;

    /// <summary>The present time; the same one in the whole query.</summary>
    public DateTime Now { get; } = now;

    /// <summary>Finds fields of sources.</summary>
    public FieldAccess Fields { get; } = fields;

    /// <summary>The table expressions so far.</summary>
    public SqlSteps Steps { get; } = new();

    /// <summary>Names for constants.</summary>
    public Dictionary<string, KqlExpression> Constants { get; } = new(StringComparer.Ordinal);

    /// <summary>Names for queries.</summary>
    public Dictionary<string, Relation> Queries { get; } = new(StringComparer.Ordinal);

    /// <summary>What the user should know.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Translates a query in brackets.</summary>
    public required Func<Translation, KqlQuery, Relation> Nested { get; init; }

    /// <summary>Tells the user something, once.</summary>
    public void Warn(string warning)
    {
        if (Warnings.Count < 20 && !Warnings.Contains(warning, StringComparer.Ordinal)) Warnings.Add(warning);
    }

    /// <summary>A mistake at a place in the query.</summary>
    public KqlException Wrong(KqlSpan span, string message, string? hint = null) => new(text, span.Start, span.Length, message, hint);

    /// <summary>The value, unless it has grown beyond reason.</summary>
    public SqlValue Bounded(SqlValue value, KqlSpan span) => value.Sql.Length <= LongestSql ? value : throw Wrong(span, "the expression becomes too large", "put parts of it into extend first");

    /// <summary>A constant behind its name, or the expression itself.</summary>
    public KqlExpression Resolve(KqlExpression expression) => expression is KqlName name && Constants.TryGetValue(name.Name, out var value) ? value : expression;
}
