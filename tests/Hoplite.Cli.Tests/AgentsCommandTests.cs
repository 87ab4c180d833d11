using System.Text.Json;

namespace Hoplite.Cli.Tests;

public sealed class AgentsCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_a_language_model_all_is_well_and_that_is_said()
    {
        var (exit, output, _) = Program.Run("agents", "providers", "test", "--config", Write("data: " + _folder.FullName));
        Assert.Equal(0, exit);
        Assert.Contains("No language model is configured", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Providers_are_listed_with_what_they_may_see()
    {
        var config = Write("agents: { providers: [{ name: own, kind: ollama, url: 'http://127.0.0.1:1', model: m }, { name: far, url: 'https://models.example/v1', model: n }] }");
        var (exit, output, _) = Program.Run("agents", "providers", "list", "--config", config, "--format", "json");
        Assert.Equal(0, exit);
        using var listed = JsonDocument.Parse(output);
        Assert.Equal(["own sensitive", "far internal"], listed.RootElement.EnumerateArray().Select(p => $"{p.GetProperty("name")} {p.GetProperty("ceiling")}"));
    }

    [Fact]
    public void A_provider_that_cannot_be_reached_is_not_fit_and_exit_code_1()
    {
        var config = Write($"data: {_folder.FullName}\nagents: {{ providers: [{{ name: own, kind: openai, url: 'http://127.0.0.1:1/v1', model: m, timeout: 2s }}] }}");
        var (exit, output, _) = Program.Run("agents", "providers", "test", "--config", config, "--format", "json");
        Assert.Equal(1, exit);
        using var tested = JsonDocument.Parse(output);
        var own = tested.RootElement[0];
        Assert.False(own.GetProperty("is_fit").GetBoolean() || own.GetProperty("is_reachable").GetBoolean());
        Assert.Contains("unreachable", own.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agents: { providers: [{ name: far, url: 'http://models.example/v1', model: n }] }", "plain http")]
    [InlineData("agents: { providers: [{ name: far, url: 'https://models.example/v1', model: n, key: sk-123 }] }", "'key' is not known here")]
    [InlineData("agents: { providers: [{ name: far, url: 'https://models.example/v1', model: n, key_file: /no/such/key }] }", "which is not there")]
    [InlineData("agents: { providers: [{ name: far, url: 'https://models.example/v1', model: n, ceiling: secret }] }", "secrets are never sent")]
    public void A_wrong_configuration_is_one_sentence_and_exit_code_2(string yaml, string says)
    {
        var (exit, _, errors) = Program.Run("agents", "providers", "test", "--config", Write(yaml));
        Assert.Equal(2, exit);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-123", errors, StringComparison.Ordinal);
    }

    string Write(string yaml)
    {
        var path = Path.Combine(_folder.FullName, "hoplite.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
