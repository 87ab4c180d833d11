using System.Text;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Tests.Sigma;

public sealed class RuleWordsTests
{
    static SigmaRule Load(string text) => Assert.Single(RuleReader.Load([new RuleFile("dir/a.yml", Encoding.UTF8.GetBytes(text))], RuleOptions.Default).Rules);

    [Fact]
    public void The_words_around_a_rule_are_kept()
    {
        var rule = Load("""
            title: A title
            id: 11111111-2222-3333-4444-555555555555
            name: a_name
            status: stable
            description: |
                Long
                words
            author: Somebody, Somebody else
            tags: [attack.execution, attack.t1059.001]
            falsepositives:
                - Admins
                - Scripts
            level: critical
            logsource: {category: process_creation, product: windows, definition: none}
            detection:
                s: {A: 1}
                condition: s
            hoplite:
                why: It is how intruders start.
                benign: An administrator at work.
                act: [Ask the user, Cut the machine off]
            """);
        Assert.Equal("11111111-2222-3333-4444-555555555555", rule.Info.Id);
        Assert.Equal(("A title", "a_name", "stable", Level.Critical), (rule.Info.Title, rule.Info.Name, rule.Info.Status, rule.Info.Level));
        Assert.Equal("Long\nwords", rule.Info.Description);
        Assert.Equal("Somebody, Somebody else", rule.Info.Author);
        Assert.Equal(["attack.execution", "attack.t1059.001"], rule.Info.Tags);
        Assert.Equal(["Admins", "Scripts"], rule.Info.FalsePositives);
        Assert.Equal("dir/a.yml", rule.Info.Path);
        Assert.Equal(new LogSource("windows", "process_creation"), rule.LogSource);
        Assert.Equal(("It is how intruders start.", "An administrator at work."), (rule.Info.Explanation?.Why, rule.Info.Explanation?.Benign));
        Assert.Equal(["Ask the user", "Cut the machine off"], rule.Info.Explanation!.Act);
    }

    [Fact]
    public void What_is_not_given_has_a_default()
    {
        var rule = Load("title: T\nlogsource: {service: sshd}\ndetection: {s: {A: 1}, condition: s}\n");
        Assert.Equal(("T", Level.Medium), (rule.Info.Id, rule.Info.Level));
        Assert.Null(rule.Info.Explanation);
        Assert.Empty(rule.Info.Tags);
        Assert.Equal(new LogSource(null, null, "sshd"), rule.LogSource);
    }

    [Theory]
    [InlineData("product: windows", true)]
    [InlineData("category: process_creation", true)]
    [InlineData("product: windows\n  category: process_creation", true)]
    [InlineData("product: linux", false)]
    [InlineData("product: windows\n  service: sysmon", false)]
    [InlineData("product: windows\n  category: file_event", false)]
    public void A_filter_reaches_rules_of_its_log_source_or_a_narrower_one(string source, bool reaches)
    {
        var text = $"""
            title: Rule
            logsource:
              product: windows
              category: process_creation
            detection:
              s:
                A: 1
              condition: s
            ---
            title: Filter
            logsource:
              {source}
            filter:
              rules: any
              s:
                B: 1
              condition: s
            """;
        var loaded = RuleReader.Load([new RuleFile("a.yml", Encoding.UTF8.GetBytes(text))], RuleOptions.Default);
        Assert.Equal(reaches ? 0 : 1, loaded.Rejections.Length);
        Assert.Equal(reaches, Assert.Single(loaded.Rules).Condition is AllOf);
    }

    [Fact]
    public void A_filter_that_reaches_no_rule_is_reported()
    {
        var loaded = RuleReader.Load([new RuleFile("a.yml", "title: F\nlogsource: {product: x}\nfilter: {rules: [gone], s: {A: 1}, condition: s}\n"u8.ToArray())], RuleOptions.Default);
        Assert.Contains("reaches none", Assert.Single(loaded.Rejections).Reason, StringComparison.Ordinal);
    }
}
