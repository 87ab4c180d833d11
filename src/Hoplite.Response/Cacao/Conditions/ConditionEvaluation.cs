using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Cacao.Conditions;

/// <summary>Answers conditions. What has no answer, such as a variable that is not set, is an error and never simply false.</summary>
public static class ConditionEvaluation
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="find">The type and value of a variable; null when there is none of that name, a null value when it is not set.</param>
    /// <exception cref="ConditionException">A variable is missing or not set, or a value cannot be compared so.</exception>
    public static bool Holds(this Condition condition, Func<string, (string Type, string? Value)?> find) => condition switch
    {
        Comparison comparison => Compare(comparison, find) != comparison.IsNot,
        Negation negation => !negation.Inner.Holds(find),
        // All parts are answered, so that a missing variable is found whatever the others say.
        Conjunction conjunction => conjunction.Parts.Aggregate(true, (all, part) => part.Holds(find) && all),
        Disjunction disjunction => disjunction.Parts.Aggregate(false, (any, part) => part.Holds(find) || any),
        _ => throw new ConditionException("this is no condition"),
    };

    static bool Compare(Comparison comparison, Func<string, (string Type, string? Value)?> find)
    {
        if (find(comparison.Variable) is not { } variable) throw new ConditionException($"the variable {comparison.Variable} does not exist");
        if (variable.Value is not { } value) throw new ConditionException($"the variable {comparison.Variable} has no value");
        return comparison.Operator switch
        {
            ComparisonOperator.In => comparison.Values.Any(v => Order(comparison, variable.Type, value, v) == 0),
            ComparisonOperator.Equal => Order(comparison, variable.Type, value, comparison.Values[0]) == 0,
            ComparisonOperator.NotEqual => Order(comparison, variable.Type, value, comparison.Values[0]) != 0,
            ComparisonOperator.Less => Order(comparison, variable.Type, value, comparison.Values[0]) < 0,
            ComparisonOperator.LessOrEqual => Order(comparison, variable.Type, value, comparison.Values[0]) <= 0,
            ComparisonOperator.Greater => Order(comparison, variable.Type, value, comparison.Values[0]) > 0,
            ComparisonOperator.GreaterOrEqual => Order(comparison, variable.Type, value, comparison.Values[0]) >= 0,
            ComparisonOperator.Like => Fits(LikePattern(Text(comparison)), value, RegexOptions.Singleline),
            ComparisonOperator.Matches => Fits(Text(comparison), value, RegexOptions.None),
            ComparisonOperator.IsSubset => Contains(Network(Text(comparison)), Network(value)),
            _ => Contains(Network(value), Network(Text(comparison))),
        };
    }

    // How the value stands to the literal: below, equal or above; by the type that both can be read as.
    static int Order(Comparison comparison, string type, string value, Literal literal) => literal switch
    {
        WholeLiteral whole => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.CompareTo(whole.Number) : Real(comparison, value).CompareTo(whole.Number),
        RealLiteral real => Real(comparison, value).CompareTo(real.Number),
        TruthLiteral truth => VariableTypes.Fits("bool", value) ? (value is "true" or "True").CompareTo(truth.Value) : throw Unfit(comparison, "true or false"),
        TimeLiteral time => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc)
            ? utc.CompareTo(time.Time) : throw Unfit(comparison, "a time"),
        TextLiteral text => TextOrder(comparison, type, value, text.Text),
        _ => throw Unfit(comparison, "a value"),
    };

    static int TextOrder(Comparison comparison, string type, string value, string literal)
    {
        // The type decides how text is read; 10 is more than 9 in an integer, and hex digits have no case.
        if (type is "integer" or "long" or "float" && VariableTypes.Fits("float", literal)) return Real(comparison, value).CompareTo(Real(comparison, literal));
        if (type is "ipv4-addr" or "ipv6-addr" && AddressForm.TryParseNetwork(value, out var left) && AddressForm.TryParseNetwork(literal, out var right)) return left.Equals(right) ? 0 : string.CompareOrdinal(value, literal);
        return type is "bool" or "mac-addr" or "hash" or "md5-hash" or "sha1-hash" or "sha256-hash" or "sha512-hash" or "hexstring" or "uuid" or "domain-name"
            ? string.Compare(value, literal, StringComparison.OrdinalIgnoreCase) : string.CompareOrdinal(value, literal);
    }

    static double Real(Comparison comparison, string value) =>
        VariableTypes.Fits("float", value) ? double.Parse(value, CultureInfo.InvariantCulture) : throw Unfit(comparison, "a number");

    static string Text(Comparison comparison) => comparison.Values[0] is TextLiteral text ? text.Text : throw Unfit(comparison, "a text between quotes on its right");

    static IPNetwork Network(string text) => AddressForm.TryParseNetwork(text, out var network) ? network : throw new ConditionException($"{Shown(text)} is no address and no network");

    static bool Contains(IPNetwork outer, IPNetwork inner) => outer.PrefixLength <= inner.PrefixLength && outer.BaseAddress.AddressFamily == inner.BaseAddress.AddressFamily && outer.Contains(inner.BaseAddress);

    static bool Fits(string pattern, string value, RegexOptions options)
    {
        try
        {
            return Regex.IsMatch(value, pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            throw new ConditionException($"the pattern {Shown(pattern)} cannot be used: {wrong.Message}");
        }
    }

    static string LikePattern(string like)
    {
        var pattern = new StringBuilder("\\A");
        foreach (var unit in like)
            pattern.Append(unit switch { '%' => ".*", '_' => ".", _ => Regex.Escape(unit.ToString()) });
        return pattern.Append("\\z").ToString();
    }

    static ConditionException Unfit(Comparison comparison, string wanted) => new($"{comparison.Variable} cannot be compared by {ComparisonOperators.NameOf(comparison.Operator)}: {wanted} is wanted");

    static string Shown(string text) => text.Length <= 80 ? $"'{text}'" : $"'{text[..80]}…'";
}
