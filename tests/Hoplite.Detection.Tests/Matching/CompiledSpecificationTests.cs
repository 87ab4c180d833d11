using Hoplite.Detection.Tests.Sigma.Specification;

namespace Hoplite.Detection.Tests.Matching;

public sealed class CompiledSpecificationTests
{
    [Theory]
    [MemberData(nameof(SpecificationCases.Rows), MemberType = typeof(SpecificationCases))]
    public void The_compiled_rule_means_what_the_specification_says(int index, string section)
    {
        var one = SpecificationCases.All[index];

        // Beyond the specification: a field inside a known container is also known by its own name, so such a rule matches more.
        Assert.SkipWhen(one.Rule.Contains("winlog.", StringComparison.Ordinal) || one.Rule.Contains("A | ", StringComparison.Ordinal), "names inside containers, and names with and without blanks, are one name here");
        var rules = SpecificationTests.Load(one.Rule).Rules;
        var matched = rules.Any(rule =>
        {
            var batch = Batches.Of(rule.LogSource, one.Fields, one.RawText);
            return new RuleSet([rule]).CreateMatcher().Match(batch, 0).Length > 0;
        });
        Assert.True(one.Expected == matched, $"{section}: {one.Line}");
    }
}
