using System.Text.RegularExpressions;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Naive;

static class NaiveRegex
{
    public static bool Matches(RegexTest test, string value) => new Regex(test.Pattern, RegexLaw.ToOptions(test.Options)).IsMatch(value);
}
