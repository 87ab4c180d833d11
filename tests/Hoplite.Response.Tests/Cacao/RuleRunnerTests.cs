using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

public class RuleRunnerTests : IDisposable
{
    const string Rule = """
        title: Whoami
        id: 11111111-1111-4111-8111-111111111111
        status: test
        logsource:
          category: process_creation
          product: windows
        detection:
          selection:
            Image|endswith: '\whoami.exe'
          condition: selection
        level: high
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-evidence-").FullName;

    public RuleRunnerTests()
    {
        File.WriteAllLines(Path.Combine(_folder, "events.json"), Enumerable.Range(0, 3).Select(i =>
            $$"""{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","UtcTime":"2026-01-01 00:00:0{{i}}.000","Computer":"a","Image":"C:\\Windows\\{{(i == 2 ? "cmd" : "whoami")}}.exe"}"""));
        File.WriteAllText(Path.Combine(_folder, "sample.bin"), "xx evil-marker yy");
    }

    [Fact]
    public async Task A_Sigma_rule_finds_events_in_a_file()
    {
        var result = await new SigmaRunner(_folder).RunAsync(Calls.Of(CommandKind.Sigma, Rule, variable: "__evidence__", value: "events.json", outArgs: "__n__"), default);
        var done = Assert.IsType<CommandResult.Done>(result);
        Assert.Equal("2", done.Outputs["__n__"]);
        Assert.Contains("Whoami", done.Text, StringComparison.Ordinal);
        Assert.IsType<CommandResult.Failed>(await new SigmaRunner(_folder).RunAsync(Calls.Of(CommandKind.Sigma, "title: x", variable: "__evidence__", value: "events.json"), default));
    }

    [Fact]
    public async Task A_YARA_rule_finds_files()
    {
        Assert.SkipWhen(Programs.Find("yara") is null, "the program yara is not installed");
        var runner = new YaraRunner(_folder);
        var found = await runner.RunAsync(Calls.Of(CommandKind.Yara, """rule evil { strings: $a = "evil-marker" condition: $a }""", Calls.At("net-address", $"file://{_folder}/sample.bin", 0), outArgs: "__n__"), default);
        Assert.Equal("1", Assert.IsType<CommandResult.Done>(found).Outputs["__n__"]);
        Assert.IsType<CommandResult.Failed>(await runner.RunAsync(Calls.Of(CommandKind.Yara, "rule {", variable: "__evidence__", value: "sample.bin"), default));
    }

    [Theory]
    [InlineData("../../../etc/passwd", "outside")]
    [InlineData("/etc/passwd", "outside")]
    [InlineData("absent", "does not exist")]
    [InlineData("link", "through a link")]
    public async Task Only_files_in_the_folder_of_evidence_are_read(string path, string says)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "/etc/passwd");
        var result = await new SigmaRunner(_folder).RunAsync(Calls.Of(CommandKind.Sigma, Rule, variable: "__evidence__", value: path), default);
        Assert.Contains(says, Assert.IsType<CommandResult.Failed>(result).Sentence, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
