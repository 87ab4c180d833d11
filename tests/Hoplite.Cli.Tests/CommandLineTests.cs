using System.Text.Json;

namespace Hoplite.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    const string Rule = """
        title: A test command
        id: 0b0f2a62-5a1b-4c39-9a9c-3c2f6f3a7d11
        status: test
        level: high
        tags: [attack.execution, attack.t1059]
        logsource: { product: windows, category: process_creation }
        detection:
          selection: { CommandLine|contains: evil }
          condition: selection
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_path_that_does_not_exist_is_one_clear_sentence_and_exit_code_2()
    {
        var (exit, _, errors) = Program.Run("scan", "/no/such/place");
        Assert.Equal(2, exit);
        Assert.Equal("hoplite: there is no evidence at /no/such/place: no such file or folder", errors.Trim());
    }

    [Fact]
    public void An_unknown_option_is_exit_code_2() => Assert.Equal(2, Program.Run("scan", "--no-such-option", ".").Exit);

    [Fact]
    public void Harmless_evidence_is_exit_code_0_and_says_so()
    {
        var (exit, output, _) = Program.Run("scan", Write("log.json", Event("notepad.exe")), "--rules", Write("rule.yml", Rule));
        Assert.Equal(0, exit);
        Assert.Contains("Nothing suspicious was found.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_exit_code_1_and_one_line_of_JSON_that_leads_back_to_the_event()
    {
        var log = Write("log.json", Event("notepad.exe") + "\n" + Event("evil.exe"));
        var (exit, output, _) = Program.Run("scan", log, "--rules", Write("rule.yml", Rule), "--format", "jsonl");
        Assert.Equal(1, exit);
        var finding = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        Assert.Equal("2026-03-02T08:00:00Z", finding.GetProperty("time").GetString());
        Assert.Equal("high", finding.GetProperty("rule").GetProperty("level").GetString());
        Assert.Equal(log, finding.GetProperty("event").GetProperty("source").GetString());
        Assert.Equal(Event("notepad.exe").Length + 1, finding.GetProperty("event").GetProperty("position").GetInt64());
        Assert.Equal("evil.exe", finding.GetProperty("fields").GetProperty("CommandLine").GetString());
        Assert.Equal(JsonValueKind.String, finding.GetProperty("incident").ValueKind);
    }

    [Theory]
    [InlineData("html", "<!doctype html>")]
    [InlineData("json", "{")]
    [InlineData("jsonl", "{\"id\":")]
    [InlineData("sarif", "{")]
    [InlineData("stix", "{")]
    public void Every_format_is_written_to_a_file_and_names_the_rule(string format, string start)
    {
        var target = Path.Combine(_folder.FullName, "report." + format);
        var (exit, _, _) = Program.Run("scan", Write("log.json", Event("evil.exe")), "--rules", Write("rule.yml", Rule), "--format", format, "--out", target);
        Assert.Equal(1, exit);
        var report = File.ReadAllText(target);
        Assert.StartsWith(start, report, StringComparison.Ordinal);
        Assert.Contains("A test command", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_sequences_in_evidence_never_reach_the_terminal_alive()
    {
        var (_, output, _) = Program.Run("scan", Write("log.json", Event("evil \\u001b]0;owned\\u0007\\u001b[2J \\u202e [red]")), "--rules", Write("rule.yml", Rule));
        Assert.Contains("owned", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.DoesNotContain('\u202e', output);
    }

    [Fact]
    public void What_cannot_be_read_is_listed_with_place_and_reason_and_the_rest_is_read()
    {
        Write("broken.json", Event("evil.exe") + "\n{\"a\":\n");
        Write("empty.log", "");
        var (exit, output, _) = Program.Run("scan", _folder.FullName, "--rules", Write("rule.yml", Rule));
        Assert.Equal(1, exit);
        Assert.Contains("Could not read", output, StringComparison.Ordinal);
        Assert.Contains("broken.json at byte", output, StringComparison.Ordinal);
        Assert.Contains("empty.log", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_rule_is_reported_with_its_line_and_stops_no_other()
    {
        Write("good.yml", Rule);
        Write("bad.yml", "title: x\nlogsource: {product: windows}\ndetection:\n  sel: {A: 1}\n  condition: nothing\n");
        var (exit, output, _) = Program.Run("rules", "check", _folder.FullName);
        Assert.Equal(0, exit);
        Assert.Contains("bad.yml:5", output, StringComparison.Ordinal);
        Assert.Contains("2 rules: 1 evaluable", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tests_of_the_starter_pack_do_as_they_should()
    {
        var (exit, output, _) = Program.Run("rules", "test");
        Assert.True(exit == 0, output);
    }

    [Fact]
    public void The_demonstration_finds_its_intrusion_and_says_that_it_is_one()
    {
        var (exit, output, errors) = Program.Run("demo");
        Assert.Equal(0, exit);
        Assert.Contains("DEMONSTRATION", errors, StringComparison.Ordinal);
        Assert.Contains("ws-front02", output, StringComparison.Ordinal);
        Assert.Contains("file01", output, StringComparison.Ordinal);
        Assert.Contains("CRITICAL", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demonstration_is_the_same_every_time()
    {
        string[] one = [Path.Combine(_folder.FullName, "one"), Path.Combine(_folder.FullName, "two")];
        foreach (var folder in one) Assert.Equal(0, Program.Run("demo", "--write", folder).Exit);
        foreach (var file in Directory.EnumerateFiles(one[0], "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(one[1], Path.GetRelativePath(one[0], file))));
    }

    static string Event(string command) =>
        "{\"@timestamp\":\"2026-03-02T08:00:00Z\",\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Provider_Name\":\"Microsoft-Windows-Sysmon\",\"EventID\":1,\"Computer\":\"WS1\",\"CommandLine\":\"" + command + "\"}";

    string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
