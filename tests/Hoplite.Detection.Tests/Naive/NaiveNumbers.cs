using System.Globalization;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Naive;

/// <summary>A number is a sign, digits and a decimal point, and nothing around them.</summary>
static class NaiveNumbers
{
    public static bool TryRead(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    public static bool Holds(Order order, decimal actual, decimal bound) => order switch
    {
        Order.Equal => actual == bound,
        Order.Less => actual < bound,
        Order.LessOrEqual => actual <= bound,
        Order.Greater => actual > bound,
        Order.GreaterOrEqual => actual >= bound,
        _ => actual != bound,
    };
}
