namespace Hoplite.Store.Hunting.Sql;

/// <summary>What a column or value of a query holds.</summary>
public enum KqlKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Real,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A point in time, UTC.</summary>
    Time,

    /// <summary>A span of time.</summary>
    Span,

    /// <summary>A list.</summary>
    List,

    /// <summary>Names with texts.</summary>
    Map,
}

/// <summary>A type; of lists also what they hold.</summary>
readonly record struct KqlType(KqlKind Kind, KqlKind Element = KqlKind.Text)
{
    public static readonly KqlType Text = new(KqlKind.Text);
    public static readonly KqlType Integer = new(KqlKind.Integer);
    public static readonly KqlType Real = new(KqlKind.Real);
    public static readonly KqlType Bool = new(KqlKind.Bool);
    public static readonly KqlType Time = new(KqlKind.Time);
    public static readonly KqlType Span = new(KqlKind.Span);
    public static readonly KqlType Map = new(KqlKind.Map);

    public static KqlType ListOf(KqlKind element) => new(KqlKind.List, element);

    public bool IsNumber => Kind is KqlKind.Integer or KqlKind.Real;

    /// <summary>The type in a message.</summary>
    public override string ToString() => Kind switch
    {
        KqlKind.Text => "a text",
        KqlKind.Integer => "a whole number",
        KqlKind.Real => "a number",
        KqlKind.Bool => "a condition",
        KqlKind.Time => "a time",
        KqlKind.Span => "a span of time",
        KqlKind.List => "a list",
        _ => "a map",
    };

    /// <summary>The name that the language has for it.</summary>
    public string Name => Kind switch
    {
        KqlKind.Text => "string",
        KqlKind.Integer => "long",
        KqlKind.Real => "real",
        KqlKind.Bool => "bool",
        KqlKind.Time => "datetime",
        KqlKind.Span => "timespan",
        _ => "dynamic",
    };

    /// <summary>The type in SQL; spans are microseconds.</summary>
    public string Sql => Kind switch
    {
        KqlKind.Text => "VARCHAR",
        KqlKind.Integer or KqlKind.Span => "BIGINT",
        KqlKind.Real => "DOUBLE",
        KqlKind.Bool => "BOOLEAN",
        KqlKind.Time => "TIMESTAMP",
        KqlKind.List => new KqlType(Element).Sql + "[]",
        _ => "MAP(VARCHAR, VARCHAR)",
    };
}
