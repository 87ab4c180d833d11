using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>The functions of the language, in the plainest way.</summary>
static class OracleFunctions
{
    public static OracleValue Call(KqlCall call, OracleRow row)
    {
        OracleValue Value(int i) => Oracle.Evaluate(call.Arguments[i], row);
        string? Text(int i) => (string?)Value(i).AsText().Value;
        string? Map(Func<string, string> change) => Text(0) is { } text ? change(text) : null;
        switch (call.Function)
        {
            case "not": return OracleValue.Truth(!Value(0).IsTrue);
            case "tolower": return OracleValue.Text(Map(OracleValue.Fold));
            case "strlen": return OracleValue.Whole((Text(0) ?? "").EnumerateRunes().Count());
            case "strcat": return OracleValue.Text(string.Concat(Enumerable.Range(0, call.Arguments.Count).Select(i => Text(i) ?? "")));
            case "substring": return OracleValue.Text(Map(t => string.Concat(t.EnumerateRunes().Skip((int)(long)Value(1).Value!).Take((int)(long)Value(2).Value!))));
            case "replace_string": return OracleValue.Text(Map(t => t.Replace(Text(1)!, Text(2)!, StringComparison.Ordinal)));
            case "isempty": return OracleValue.Truth(string.IsNullOrEmpty(Text(0)));
            case "isnotempty": return OracleValue.Truth(!string.IsNullOrEmpty(Text(0)));
            case "isnull": return OracleValue.Truth(Value(0).Value is null);
            case "tostring": return Value(0).AsText();
            case "tolong": return OracleValue.Whole(Value(0) is { Type: 'I' } whole ? (long?)whole.Value : OracleValue.ParseWhole(Text(0)));
            case "iff": return Value(0).IsTrue ? Value(1) : Value(2);
            case "coalesce": return OracleValue.Text(Enumerable.Range(0, call.Arguments.Count).Select(Text).FirstOrDefault(t => !string.IsNullOrEmpty(t)));
            case "countof": return OracleValue.Whole(Count(Text(0) ?? "", Text(1) ?? ""));
            case "indexof": return OracleValue.Whole(Text(0) is { } text ? IndexOf(text, Text(1)!) : null);
            case "split": return new OracleValue('L', Text(0)?.Split(Text(1)!, StringSplitOptions.None));
            case "bin": return Bin(Value(0), (long)Value(1).Value!);
            case "startofday": return new OracleValue('D', Value(0).Value is DateTime day ? day.Date : null);
            case "hourofday": return OracleValue.Whole(Value(0).Value is DateTime time ? time.Hour : null);
            case "parse_ipv4": return OracleValue.Whole(Address(Text(0)));
            case "ipv4_is_private": return OracleValue.Truth(Address(Text(0)) is { } ip && (ip >> 24 == 10 || ip >> 20 == 0xAC1 || ip >> 16 == 0xC0A8));
            case "ipv4_is_in_range": return OracleValue.Truth(Address(Text(0)) is { } at && at >> 12 == 0xCB007); // 203.0.112.0/20
            default: throw new NotSupportedException(call.Function);
        }
    }

    static long IndexOf(string text, string what)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return at < 0 ? -1 : text[..at].EnumerateRunes().Count();
    }

    static long Count(string text, string what)
    {
        if (what.Length == 0) return 0;
        var count = 0;
        for (var at = 0; (at = text.IndexOf(what, at, StringComparison.Ordinal)) >= 0; at += what.Length) count++;
        return count;
    }

    static OracleValue Bin(OracleValue value, long size) => value switch
    {
        { Value: DateTime time } => new OracleValue('D', DateTime.UnixEpoch.AddTicks((long)Math.Floor((decimal)(time - DateTime.UnixEpoch).Ticks / 10 / size) * size * 10)),
        { Value: long number } => OracleValue.Whole((long)Math.Floor((decimal)number / size) * size),
        _ => value,
    };

    static long? Address(string? text)
    {
        var parts = (text ?? "").Split('.');
        if (parts.Length != 4) return null;
        var number = 0L;
        foreach (var part in parts)
        {
            if (part.Length is < 1 or > 3 || !part.All(char.IsAsciiDigit) || (part.Length > 1 && part[0] == '0') || int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > 255) return null;
            number = number << 8 | long.Parse(part, System.Globalization.CultureInfo.InvariantCulture);
        }

        return number;
    }
}
