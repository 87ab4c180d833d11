namespace Hoplite.Response.Cacao.Conditions;

/// <summary>How a variable is compared (STIX 2.1 §9.6).</summary>
public enum ComparisonOperator
{
    /// <summary>The same value.</summary>
    Equal,

    /// <summary>Another value.</summary>
    NotEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or the same.</summary>
    LessOrEqual,

    /// <summary>More.</summary>
    Greater,

    /// <summary>More or the same.</summary>
    GreaterOrEqual,

    /// <summary>One of a set.</summary>
    In,

    /// <summary>Like a text in which <c>%</c> is any text and <c>_</c> any one character.</summary>
    Like,

    /// <summary>A regular expression that fits anywhere.</summary>
    Matches,

    /// <summary>An address or network inside a network.</summary>
    IsSubset,

    /// <summary>A network around an address or network.</summary>
    IsSuperset,
}

static class ComparisonOperators
{
    static readonly string[] Names = ["=", "!=", "<", "<=", ">", ">=", "IN", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"];

    public static string NameOf(ComparisonOperator op) => Names[(int)op];

    public static bool TryParse(string name, out ComparisonOperator op)
    {
        var index = Array.IndexOf(Names, name switch { "==" => "=", "<>" => "!=", _ => name });
        op = (ComparisonOperator)index;
        return index >= 0;
    }
}

/// <summary>A condition cannot be read, or has no answer.</summary>
/// <param name="message">Why, in one sentence.</param>
public sealed class ConditionException(string message) : Exception(message);
