namespace Hoplite.Store.Hunting.Sql;

/// <summary>From one type to another; what cannot be converted becomes null, never an error.</summary>
static class Conversion
{
    const long FirstTime = -62_135_596_800_000_000, LastTime = 253_402_300_799_999_999;

    /// <summary>Digits with or without sign, or hexadecimal ones behind 0x.</summary>
    public static string ToInteger(string text) =>
        $"(CASE WHEN regexp_full_match({text}, '[+-]?[0-9]{{1,18}}|0[xX][0-9a-fA-F]{{1,15}}') THEN TRY_CAST({text} AS BIGINT) END)";

    public static string ToReal(string text) =>
        $"(CASE WHEN regexp_full_match({text}, '[+-]?[0-9]{{1,300}}([.][0-9]+)?([eE][+-]?[0-9]{{1,2}})?') THEN TRY_CAST({text} AS DOUBLE) END)";

    /// <summary>A date, with or without a time and a zone.</summary>
    public static string ToTime(string text) =>
        $"(CASE WHEN regexp_full_match({text}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]{{1,9}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?)?') THEN TRY_CAST({text} AS TIMESTAMP) END)";

    /// <summary>Microseconds since 1970 to a time that other programs can read too.</summary>
    public static string TimeOf(string microseconds) => $"make_timestamp(CASE WHEN {microseconds} BETWEEN {FirstTime} AND {LastTime} THEN {microseconds} END)";

    /// <summary>The text of a value.</summary>
    public static string ToText(SqlValue value) => value.Kind switch
    {
        KqlKind.Text => value.Sql,
        KqlKind.Time => $"strftime({value.Sql}, '%Y-%m-%dT%H:%M:%S.%fZ')",
        KqlKind.Span => $"CAST(to_microseconds({value.Sql}) AS VARCHAR)",
        _ => $"CAST({value.Sql} AS VARCHAR)",
    };

    /// <summary>Arithmetic on whole numbers that ends in null where it does not fit.</summary>
    public static string Whole(string left, string sign, string right) => Fitting($"CAST({left} AS HUGEINT) {sign} CAST({right} AS HUGEINT)");

    /// <summary>A whole number of any size, or null where it does not fit.</summary>
    /// <remarks>Beside a comparison DuckDB takes a bare TRY_CAST away and compares the large number, as if it were certain to fit; not so beneath the "or" of bits. TRY takes no aggregates.</remarks>
    public static string Fitting(string number) => $"(TRY_CAST({number} AS BIGINT) | 0::BIGINT)";
}
