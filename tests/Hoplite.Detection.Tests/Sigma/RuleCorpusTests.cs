using System.Diagnostics;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Sigma;

public sealed class RuleCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_active_rule_loads_or_is_rejected_for_a_placeholder()
    {
        var files = RuleCorpus.Files(RuleCorpus.Active);
        var before = Environment.CpuUsage.TotalTime;
        var loaded = RuleReader.Load(files, RuleOptions.Default);
        output.WriteLine($"{loaded.Rules.Length} rules, {loaded.Rejections.Length} rejections, {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds:F0} ms CPU");
        foreach (var rejection in loaded.Rejections) output.WriteLine(rejection.ToString());
        Assert.All(loaded.Rejections, rejection => Assert.StartsWith("The placeholder %", rejection.Reason, StringComparison.Ordinal));
        Assert.Equal(files.Count, loaded.Rules.Length + loaded.Rejections.Length);
    }

    [Fact]
    public void Old_and_unsupported_rules_load_or_are_rejected_with_a_reason()
    {
        var loaded = RuleReader.Load(RuleCorpus.Files("deprecated", "unsupported", "other"), RuleOptions.Default);
        output.WriteLine($"{loaded.Rules.Length} rules, {loaded.Rejections.Length} rejections");
        foreach (var rejection in loaded.Rejections) output.WriteLine(rejection.ToString());
        Assert.All(loaded.Rejections, rejection => Assert.EndsWith(".", rejection.Reason, StringComparison.Ordinal));
        Assert.NotEmpty(loaded.Rules);
    }
}
