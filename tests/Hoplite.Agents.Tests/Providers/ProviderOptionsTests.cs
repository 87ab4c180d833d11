using Hoplite.Agents.Providers;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Tests.Providers;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ProviderOptionsTests : IDisposable
{
    static readonly ProviderOptions Good = new() { Name = "a", Url = new("https://models.example/v1"), Model = "m" };

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_right_has_no_problem() => Assert.Empty(new AgentOptions { Providers = [Good, Good with { Name = "b", Url = new("http://127.0.0.1:8080") }] }.Problems());

    [Fact]
    public void What_is_wrong_is_said()
    {
        foreach (var (options, says) in (IEnumerable<(ProviderOptions, string)>)
        [
            (Good with { Name = "../x" }, "needs a name"), (Good with { Model = "" }, "needs a model"), (Good with { Url = null }, "needs an address"),
            (Good with { Url = new("https://user:pass@models.example/") }, "needs an address"), (Good with { Url = new("ftp://models.example/") }, "needs an address"),
            (Good with { Url = new("http://models.example/") }, "plain http"), (Good with { Ceiling = Confidentiality.Secret }, "secrets are never sent"),
            (Good with { KeyEnv = "A", KeyFile = "/b" }, "two places"), (Good with { Kind = ProviderKind.Anthropic }, "needs a key"),
            (Good with { Timeout = TimeSpan.Zero }, "timeout"), (Good with { MaxTokens = 0 }, "max_tokens"), (Good with { Context = 1_000 }, "context"), (Good with { DailyTokens = -1 }, "daily_tokens"),
        ]) Assert.Contains(options.Problems(), p => p.Contains(says, StringComparison.Ordinal));
        Assert.Contains(new AgentOptions { Providers = [Good, Good with { Name = "A" }] }.Problems(), p => p.Contains("two providers", StringComparison.Ordinal));
    }

    [Fact]
    public void A_remote_provider_sees_internal_data_and_one_of_our_own_sensitive_data()
    {
        Assert.Equal(Confidentiality.Internal, Good.EffectiveCeiling);
        Assert.Equal(Confidentiality.Sensitive, (Good with { Url = new("http://localhost:11434") }).EffectiveCeiling);
        Assert.Equal(Confidentiality.Internal, (Good with { Url = new("http://localhost:11434"), Local = false }).EffectiveCeiling);
        Assert.Equal(Confidentiality.Public, (Good with { Local = true, Ceiling = Confidentiality.Public }).EffectiveCeiling);
    }

    [Fact]
    public void A_key_comes_from_the_environment_or_from_a_file_that_nobody_else_may_read()
    {
        var path = Path.Combine(_folder.FullName, "key");
        File.WriteAllText(path, "sk-1\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("sk-1", ProviderKey.Read(Good with { KeyFile = path }, _ => null));
        Assert.Equal("sk-2", ProviderKey.Read(Good with { KeyEnv = "K" }, name => name == "K" ? " sk-2 " : null));
        Assert.Null(ProviderKey.Read(Good, _ => "sk-3"));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_key_that_others_may_touch_is_refused(UnixFileMode more)
    {
        var path = Path.Combine(_folder.FullName, "key");
        File.WriteAllText(path, "sk-1");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        var wrong = Assert.Throws<ProviderConfigurationException>(() => ProviderKey.Read(Good with { KeyFile = path }, _ => null));
        Assert.True(wrong.Message.Contains("chmod 600", StringComparison.Ordinal) && !wrong.Message.Contains("sk-1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_is_not_there_is_said_without_guessing()
    {
        Assert.Contains("which is not there", (Good with { KeyFile = "/no/such/key" }).KeyProblem(), StringComparison.Ordinal);
        Assert.Contains("which is empty", (Good with { KeyEnv = "HOPLITE_NO_SUCH_KEY" }).KeyProblem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m", null, true)]
    [InlineData("m", "", true)]
    [InlineData("gpt-4o", "gpt-4o-2024-08-06", true)]
    [InlineData("llama3", "llama3:latest", true)]
    [InlineData("claude-x", "claude-x-20260101", true)]
    [InlineData("gpt-4o", "gpt-4o-mini", false)]
    [InlineData("gpt-4o", "gpt-4o-2024-08-06-evil", false)]
    [InlineData("gpt-4", "gpt-4o", false)]
    [InlineData("m", "other", false)]
    public void A_dated_version_is_the_model_and_a_sibling_is_not(string asked, string? answered, bool isSame) => Assert.Equal(isSame, ModelName.IsSame(Good with { Model = asked }, answered));
}
