using System.Text;
using Hoplite.Detection.Sigma;
using Hoplite.Detection.Tests.Naive;

namespace Hoplite.Detection.Tests.Sigma.Specification;

public sealed class SpecificationTests
{
    static readonly RuleOptions Options = new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["Administrators"] = ["root", "adm_*"],
        ["Servers"] = ["srv1", "srv2"],
        ["Networks"] = ["10.0.0.0/8", "192.168.0.0/16"],
        ["Flags"] = ["-enc", "a.b"],
    });

    public static RuleCollection Load(string rule) => RuleReader.Load([new RuleFile("case.yml", Encoding.UTF8.GetBytes(rule))], Options);

    [Theory]
    [MemberData(nameof(SpecificationCases.Rows), MemberType = typeof(SpecificationCases))]
    public void A_rule_means_what_the_specification_says(int index, string section)
    {
        var one = SpecificationCases.All[index];
        var loaded = Load(one.Rule);
        Assert.True(loaded.Rejections.IsEmpty, $"{section}: {string.Join(" ", loaded.Rejections)}");
        Assert.Equal(one.Expected, loaded.Rules.Any(rule => NaiveEvaluator.Matches(rule.Condition, one.Fields, one.RawText)));
    }

    [Theory]
    [MemberData(nameof(SpecificationCases.RejectedRows), MemberType = typeof(SpecificationCases))]
    public void A_rule_beyond_the_specification_is_rejected_with_its_reason(int index, string section)
    {
        var one = SpecificationCases.Rejected[index];
        var loaded = Load(one.Rule);
        Assert.True(loaded.Rules.IsEmpty, section);
        Assert.Contains(one.Reason, Assert.Single(loaded.Rejections).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_specification_is_covered_by_many_cases() => Assert.True(SpecificationCases.All.Count + SpecificationCases.Rejected.Count >= 320);
}
