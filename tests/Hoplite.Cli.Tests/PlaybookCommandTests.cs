using System.Text.Json;
using Hoplite.Tests;

namespace Hoplite.Cli.Tests;

public sealed class PlaybookCommandTests : IDisposable
{
    const string Id = "00000000-0000-4000-8000-00000000000";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_wrong_is_told_with_its_place_and_exit_code_1()
    {
        var file = Write("p.json", $$$"""
            {"type":"playbook","spec_version":"cacao-2.0","id":"action--{{{Id}}}1","name":"P","created_by":"identity--{{{Id}}}1","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
             "workflow_start":"start--{{{Id}}}1","workflow":{"start--{{{Id}}}1":{"type":"start","on_completion":"end--{{{Id}}}1"},"end--{{{Id}}}1":{"type":"end"} } }
            """);
        var (exit, output, _) = Program.Run("playbook", "check", file, "--format", "json");
        Assert.Equal(1, exit);
        using var checkedOnes = JsonDocument.Parse(output);
        Assert.Contains(checkedOnes.RootElement[0].GetProperty("problems").EnumerateArray(), p => p.GetProperty("pointer").GetString() == "/id" && p.GetProperty("check").GetString() == "identifier");
    }

    [Fact]
    public void The_signature_of_the_example_of_OASIS_holds_with_its_key_and_not_when_a_word_is_changed()
    {
        var text = File.ReadAllText(SharedData.Require("soar/cacao-oasis/Examples/CACAO-2.0/signature-example-rsa.md"));
        var signed = text.Split("```json").Skip(1).Select(b => b.Split("```")[0]).Last(b => b.Contains("\"value\"", StringComparison.Ordinal) && b.Contains("\"signatures\"", StringComparison.Ordinal));
        var begin = text.IndexOf("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal);
        var key = Write("oasis.pem", text[begin..(text.IndexOf("-----END PUBLIC KEY-----", StringComparison.Ordinal) + 24)]);
        Assert.Equal("notValidNow", State(Write("signed.json", signed), "--key", key));
        Assert.Equal("untrusted", State(Write("signed.json", signed)));
        Assert.Equal("wrong", State(Write("altered.json", signed.Replace("\"name\"", "\"Name\"", StringComparison.Ordinal)), "--key", key));
    }

    [Fact]
    public void A_key_that_is_none_is_one_sentence_and_exit_code_2()
    {
        var (exit, _, errors) = Program.Run("playbook", "check", Write("p.json", "{}"), "--key", Write("key.pem", "no key"));
        Assert.Equal(2, exit);
        Assert.Contains("the key key.pem cannot be read", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_to_approve_with_belongs_to_a_person()
    {
        var (exit, _, errors) = Program.Run("respond", "key", Path.Combine(_folder.FullName, "key"), "--person", " ");
        Assert.Equal(2, exit);
        Assert.Contains("your name", errors, StringComparison.Ordinal);
    }

    static string? State(params string[] arguments)
    {
        var (_, output, _) = Program.Run(["playbook", "check", "--format", "json", .. arguments]);
        using var checkedOnes = JsonDocument.Parse(output);
        return checkedOnes.RootElement[0].GetProperty("signatures")[0].GetProperty("state").GetString();
    }

    string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
