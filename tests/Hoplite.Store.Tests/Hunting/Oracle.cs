using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>One row: named values in order, and the fields of the event it still is.</summary>
sealed record OracleRow(Dictionary<string, OracleValue> Columns, IReadOnlyDictionary<string, string?>? Fields)
{
    public OracleRow With(IEnumerable<(string Name, OracleValue Value)> added, bool keep = true)
    {
        var columns = keep ? new Dictionary<string, OracleValue>(Columns, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        foreach (var (name, value) in added) columns[name] = value;
        return new OracleRow(columns, keep ? Fields : null);
    }
}

/// <summary>Evaluates expressions one row at a time, in the plainest way; knows nothing of SQL.</summary>
static class Oracle
{
    public static OracleValue Evaluate(KqlExpression expression, OracleRow row) => expression switch
    {
        KqlName name => row.Columns.TryGetValue(name.Name, out var column) ? column : OracleValue.Text(row.Fields?.GetValueOrDefault(name.Name)),
        KqlText text => OracleValue.Text(text.Value),
        KqlInteger number => OracleValue.Whole(number.Value),
        KqlReal number => OracleValue.Real(number.Value),
        KqlBool truth => OracleValue.Truth(truth.Value),
        KqlDatetime time => new OracleValue('D', time.Value),
        KqlTimespan span => new OracleValue('S', span.Microseconds),
        KqlLogical logical => OracleValue.Truth(logical.IsAnd ? logical.Items.All(i => Evaluate(i, row).IsTrue) : logical.Items.Any(i => Evaluate(i, row).IsTrue)),
        KqlBetween between => OracleValue.Truth(between.Negated != (Order(Evaluate(between.Left, row), Evaluate(between.Low, row)) >= 0 && Order(Evaluate(between.Left, row), Evaluate(between.High, row)) <= 0)),
        KqlAmong among => OracleValue.Truth(among.Operator[0] == '!' != Among(among, row)),
        KqlBinary binary => Binary(binary, row),
        KqlCall call => OracleFunctions.Call(call, row),
        KqlIndex { At: KqlInteger at } index => Element(Evaluate(index.List, row), at.Value),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    static OracleValue Element(OracleValue list, long at)
    {
        var items = (string[]?)list.Value;
        var i = at < 0 ? (items?.Length ?? 0) + at : at;
        return OracleValue.Text(items is not null && i >= 0 && i < items.Length ? items[i] : null);
    }

    static bool Among(KqlAmong among, OracleRow row)
    {
        var left = Evaluate(among.Left, row);
        return among.Operator.TrimStart('!') switch
        {
            "in" => among.Items.Any(i => Equal(left, Evaluate(i, row), i, fold: false)),
            "in~" => among.Items.Any(i => Equal(left, Evaluate(i, row), i, fold: true)),
            "has_any" => among.Items.Any(i => Has(left.OrEmpty, Evaluate(i, row).OrEmpty)),
            _ => among.Items.All(i => Has(left.OrEmpty, Evaluate(i, row).OrEmpty)),
        };
    }

    static OracleValue Binary(KqlBinary binary, OracleRow row)
    {
        var left = Evaluate(binary.Left, row);
        var right = Evaluate(binary.Right, row);
        return binary.Operator switch
        {
            "==" or "=~" => OracleValue.Truth(Equal(left, right, binary.Right, binary.Operator == "=~")),
            "!=" or "!~" => OracleValue.Truth(!Equal(left, right, binary.Right, binary.Operator == "!~")),
            "<" => OracleValue.Truth(Order(left, right) < 0),
            "<=" => OracleValue.Truth(Order(left, right) <= 0),
            ">" => OracleValue.Truth(Order(left, right) > 0),
            ">=" => OracleValue.Truth(Order(left, right) >= 0),
            "+" or "-" or "*" or "/" or "%" => Arithmetic(binary.Operator, left, right),
            var word => OracleValue.Truth(word[0] == '!' != TextTest(word.TrimStart('!'), left.OrEmpty, right.OrEmpty)),
        };
    }

    static bool Equal(OracleValue left, OracleValue right, KqlExpression written, bool fold)
    {
        if (left.Type == 'T' && right.Type == 'I' && written is KqlInteger) right = right.AsText();
        if (left.Type == 'T' && right.Type == 'T') return fold ? OracleValue.Fold(left.OrEmpty) == OracleValue.Fold(right.OrEmpty) : left.OrEmpty == right.OrEmpty;
        return Order(left, right) == 0;
    }

    // Null when one side is absent or says no number.
    static int? Order(OracleValue left, OracleValue right)
    {
        if (left.Type == 'T' && right.Type == 'T') return OracleValue.Compare(left.OrEmpty, right.OrEmpty);
        if (left.Type == 'T' && right.Type == 'I') left = OracleValue.Whole(OracleValue.ParseWhole((string?)left.Value));
        if (left.Value is null || right.Value is null) return null;
        if (left.Type == 'R' || right.Type == 'R') return Convert.ToDouble(left.Value, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right.Value, CultureInfo.InvariantCulture));
        return Comparer<object>.Default.Compare(left.Value, right.Value);
    }

    static OracleValue Arithmetic(string sign, OracleValue left, OracleValue right)
    {
        if (left.Type == 'D' && right.Type == 'S') return new OracleValue('D', left.Value is DateTime time && right.Value is long span ? time.AddTicks((sign == "-" ? -span : span) * 10) : null);
        if (left.Type == 'D' && right.Type == 'D') return new OracleValue('S', left.Value is DateTime a && right.Value is DateTime b ? (a - b).Ticks / 10 : null);
        if (left.Value is not long x || right.Value is not long y) return OracleValue.Whole(null);
        BigInteger? result = sign switch
        {
            "+" => (BigInteger)x + y,
            "-" => (BigInteger)x - y,
            "*" => (BigInteger)x * y,
            "/" => y == 0 ? null : BigInteger.Divide(x, y),
            _ => y == 0 ? null : BigInteger.Remainder(x, y),
        };
        return OracleValue.Whole(result is { } value && value >= long.MinValue && value <= long.MaxValue ? (long)value : null);
    }

    static bool TextTest(string word, string text, string what)
    {
        if (word == "matches") return Regex.IsMatch(text, what, RegexOptions.None, TimeSpan.FromSeconds(5));
        if (!word.EndsWith("_cs", StringComparison.Ordinal)) (text, what) = (OracleValue.Fold(text), OracleValue.Fold(what));
        else word = word[..^3];
        return word switch
        {
            "contains" => text.Contains(what, StringComparison.Ordinal),
            "startswith" => text.StartsWith(what, StringComparison.Ordinal),
            "endswith" => text.EndsWith(what, StringComparison.Ordinal),
            _ => Term(text, what, word != "hassuffix", word != "hasprefix"),
        };
    }

    static bool Has(string text, string what) => Term(OracleValue.Fold(text), OracleValue.Fold(what), true, true);

    // The text occurs, and no letter or digit goes on where a term begins or ends.
    static bool Term(string text, string what, bool begins, bool ends)
    {
        if (what.Length == 0) return true;
        var hay = text.EnumerateRunes().ToArray();
        var needle = what.EnumerateRunes().ToArray();
        for (var i = 0; i + needle.Length <= hay.Length; i++)
        {
            if (!hay.AsSpan(i, needle.Length).SequenceEqual(needle)) continue;
            if (begins && Rune.IsLetterOrDigit(needle[0]) && i > 0 && Rune.IsLetterOrDigit(hay[i - 1])) continue;
            if (ends && Rune.IsLetterOrDigit(needle[^1]) && i + needle.Length < hay.Length && Rune.IsLetterOrDigit(hay[i + needle.Length])) continue;
            return true;
        }

        return false;
    }
}
