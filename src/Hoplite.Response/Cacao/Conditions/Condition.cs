using System.Globalization;

namespace Hoplite.Response.Cacao.Conditions;

/// <summary>A condition over variables: a STIX 2.1 comparison expression (STIX 2.1 §9.5), as CACAO 2.0 §4.8 uses it. Its text reads back to itself.</summary>
public abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>Reads a condition.</summary>
    /// <exception cref="ConditionException">It is none, or too long or too deep.</exception>
    public static Condition Parse(string text) => new ConditionParser(text).Parse();

    /// <summary>The names of the variables in it.</summary>
    public IEnumerable<string> Variables => Comparisons.Select(c => c.Variable);

    /// <summary>The comparisons that it is made of, in order.</summary>
    internal IEnumerable<Comparison> Comparisons => this switch
    {
        Comparison c => [c],
        Negation n => n.Inner.Comparisons,
        Conjunction c => c.Parts.SelectMany(p => p.Comparisons),
        Disjunction d => d.Parts.SelectMany(p => p.Comparisons),
        _ => [],
    };
}

/// <summary>Compares one variable.</summary>
/// <param name="Variable">Its name, underscores included.</param>
/// <param name="IsNot">Whether the outcome is turned round.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Values">With what; one value but for <see cref="ComparisonOperator.In"/>.</param>
public sealed record Comparison(string Variable, bool IsNot, ComparisonOperator Operator, IReadOnlyList<Literal> Values) : Condition
{
    /// <inheritdoc />
    public bool Equals(Comparison? other) => other is not null && other.Variable == Variable && other.IsNot == IsNot && other.Operator == Operator && other.Values.SequenceEqual(Values);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Variable, IsNot, Operator, Values.Count);

    /// <inheritdoc />
    public override string ToString()
    {
        var values = Operator == ComparisonOperator.In ? $"({string.Join(", ", Values)})" : Values[0].ToString();
        return $"{Variable}:value {(IsNot ? "NOT " : "")}{ComparisonOperators.NameOf(Operator)} {values}";
    }
}

/// <summary>Holds when the other does not.</summary>
/// <param name="Inner">The other.</param>
public sealed record Negation(Condition Inner) : Condition
{
    /// <inheritdoc />
    public override string ToString() => $"NOT ({Inner})";
}

/// <summary>Holds when all parts hold.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record Conjunction(IReadOnlyList<Condition> Parts) : Condition
{
    /// <inheritdoc />
    public bool Equals(Conjunction? other) => other is not null && other.Parts.SequenceEqual(Parts);

    /// <inheritdoc />
    public override int GetHashCode() => Parts.Count;

    /// <inheritdoc />
    public override string ToString() => string.Join(" AND ", Parts.Select(p => p is Conjunction or Disjunction ? $"({p})" : p.ToString()));
}

/// <summary>Holds when one part holds.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record Disjunction(IReadOnlyList<Condition> Parts) : Condition
{
    /// <inheritdoc />
    public bool Equals(Disjunction? other) => other is not null && other.Parts.SequenceEqual(Parts);

    /// <inheritdoc />
    public override int GetHashCode() => Parts.Count;

    /// <inheritdoc />
    public override string ToString() => string.Join(" OR ", Parts.Select(p => p is Disjunction ? $"({p})" : p.ToString()));
}

/// <summary>A value in a condition.</summary>
public abstract record Literal
{
    private protected Literal()
    {
    }
}

/// <summary>Text between single quotes.</summary>
/// <param name="Text">What it says.</param>
public sealed record TextLiteral(string Text) : Literal
{
    /// <inheritdoc />
    public override string ToString() => $"'{Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

/// <summary>A whole number.</summary>
/// <param name="Number">Its value.</param>
public sealed record WholeLiteral(long Number) : Literal
{
    /// <inheritdoc />
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number with a fraction.</summary>
/// <param name="Number">Its value, finite.</param>
public sealed record RealLiteral(double Number) : Literal
{
    /// <inheritdoc />
    public override string ToString()
    {
        // STIX has no exponents; what .NET writes with one is written out.
        var text = Number.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal)) text = Number.ToString("F350", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.');
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Value">Which.</param>
public sealed record TruthLiteral(bool Value) : Literal
{
    /// <inheritdoc />
    public override string ToString() => Value ? "true" : "false";
}

/// <summary>A time, written <c>t'…'</c>.</summary>
/// <param name="Time">UTC.</param>
public sealed record TimeLiteral(DateTimeOffset Time) : Literal
{
    /// <inheritdoc />
    public override string ToString() => $"t'{Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}'";
}
