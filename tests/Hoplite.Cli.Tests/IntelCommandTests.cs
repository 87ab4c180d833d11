using System.Text.Json;

namespace Hoplite.Cli.Tests;

public sealed class IntelCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-intel-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_list_is_imported_and_written_as_a_bundle_that_is_imported_again()
    {
        var bundle = Path.Combine(_folder.FullName, "bundle.json");
        var (exit, output, _) = Program.Run("intel", "import", Write("list.txt", "hxxp://bad[.]example/a\n203.0.113.7\nnonsense\n"), "--to", bundle);
        Assert.Equal(0, exit);
        Assert.Contains("list: 2 objects, 1 refused", output, StringComparison.Ordinal);
        Assert.Contains("line 3", output, StringComparison.Ordinal);
        var (again, json, _) = Program.Run("intel", "import", bundle, "--format", "json");
        Assert.Equal(0, again);
        Assert.Equal(2, JsonDocument.Parse(json).RootElement.GetProperty("types").GetProperty("indicator").GetInt32());
    }

    [Fact]
    public void What_cannot_be_read_at_all_is_exit_code_2_and_no_text_of_it_steers_the_terminal()
    {
        Assert.Equal(2, Program.Run("intel", "import", "/no/such/place").Exit);
        var (exit, output, _) = Program.Run("intel", "import", Write("x.txt", "evil \u001b]0;owned\u0007 [red] \u202e words\n"));
        Assert.Equal(2, exit);
        Assert.Contains("owned", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.DoesNotContain('\u202e', output);
    }

    [Fact]
    public void An_indicator_in_evidence_is_found_and_the_exit_code_says_so()
    {
        var evidence = Write("log.json", """{"@timestamp":"2026-03-02T08:00:00Z","Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","EventID":3,"Computer":"WS1","Image":"C:\\evil.exe","DestinationIp":"203.0.113.7","DestinationPort":443}""");
        var (exit, output, errors) = Program.Run("intel", "match", Write("list.txt", "203.0.113.0/24\n"), "--in", evidence, "--format", "jsonl");
        Assert.True(exit == 1, errors);
        Assert.Contains("203.0.113.7", output, StringComparison.Ordinal);
        Assert.Equal(0, Program.Run("intel", "match", Write("other.txt", "198.51.100.1\n"), "--in", evidence).Exit);
        Assert.Equal(2, Program.Run("intel", "match", Write("none.txt", "words\n"), "--in", evidence).Exit);
    }

    [Fact]
    public void A_pattern_over_several_fields_is_looked_for_too()
    {
        var bundle = Write("b.json", """{"type":"bundle","id":"bundle--5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","objects":[{"type":"indicator","spec_version":"2.1","id":"indicator--5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"port","pattern":"[network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:dst_port = 443]","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}]}""");
        var evidence = Write("log.json", """{"@timestamp":"2026-03-02T08:00:00Z","Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","EventID":3,"Computer":"WS1","Image":"C:\\evil.exe","DestinationIp":"203.0.113.7","DestinationPort":443}""");
        Assert.Equal(1, Program.Run("intel", "match", bundle, "--in", evidence, "--format", "jsonl").Exit);
    }

    [Theory]
    [InlineData("stix", "\"bundle\"")]
    [InlineData("csv", "address,203.0.113.7")]
    [InlineData("navigator", "\"layer\":\"4.5\"")]
    public void Intelligence_is_converted(string format, string part)
    {
        var target = Path.Combine(_folder.FullName, "out");
        Assert.Equal(0, Program.Run("intel", "export", "--format", format, "--from", Write("list.txt", "203.0.113.7\n"), "--to", target).Exit);
        Assert.Contains(part, File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_of_MISP_is_written_and_read()
    {
        var target = Path.Combine(_folder.FullName, "feed");
        Assert.Equal(0, Program.Run("intel", "export", "--format", "misp", "--from", Write("list.txt", "203.0.113.7\n"), "--to", target).Exit);
        Assert.Contains("MISP feed", Program.Run("intel", "import", target).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_benchmark_shows_every_attack_beside_simpler_policies()
    {
        var (exit, output, _) = Program.Run("intel", "benchmark", "--seed", "1", "--format", "json");
        Assert.Equal(0, exit);
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(12, root.GetProperty("attacks").GetArrayLength());
        Assert.All(root.GetProperty("hostile").EnumerateArray(), h => Assert.Equal(0, h.GetProperty("harm").GetInt32()));
    }

    [Fact]
    public void Peers_need_a_server_that_answers() => Assert.Equal(2, Program.Run("intel", "peers", "list", "--server", "http://127.0.0.1:9").Exit);

    string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
