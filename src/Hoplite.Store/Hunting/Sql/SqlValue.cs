namespace Hoplite.Store.Hunting.Sql;

/// <summary>A translated expression.</summary>
/// <param name="Sql">The SQL; binds tightly enough to stand anywhere.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsTotal">Of conditions: never null.</param>
readonly record struct SqlValue(string Sql, KqlType Type, bool IsTotal = false)
{
    public KqlKind Kind => Type.Kind;

    /// <summary>The text with an absent one as the empty one.</summary>
    public string OrEmpty => $"coalesce({Sql}, '')";
}
