namespace Hoplite.Guard.Cedar;

/// <summary>A value of Cedar. The union is closed, and text is always text: it cannot be taken for a reference to an entity.</summary>
public abstract record CedarValue
{
    CedarValue() { }

    /// <summary>A truth.</summary>
    public sealed record Truth(bool Value) : CedarValue;

    /// <summary>A whole number.</summary>
    public sealed record Number(long Value) : CedarValue;

    /// <summary>A text.</summary>
    public sealed record Text(string Value) : CedarValue;

    /// <summary>A reference to an entity.</summary>
    public sealed record Reference(CedarUid Uid) : CedarValue;

    /// <summary>A set.</summary>
    public sealed record Set(IReadOnlyList<CedarValue> Items) : CedarValue;

    /// <summary>A record.</summary>
    public sealed record Record(IReadOnlyDictionary<string, CedarValue> Fields) : CedarValue;

    /// <summary>A value of an extension type, made by its function: <c>ip("10.0.0.1")</c>.</summary>
    public sealed record Call(string Function, IReadOnlyList<CedarValue> Arguments) : CedarValue;

    /// <summary>A truth.</summary>
    public static implicit operator CedarValue(bool value) => new Truth(value);

    /// <summary>A whole number.</summary>
    public static implicit operator CedarValue(long value) => new Number(value);

    /// <summary>A text.</summary>
    public static implicit operator CedarValue(string value) => new Text(value);
}
