using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Tests.Hosting;

public sealed class ConfigurationSchemaTests
{
    static readonly string Root = FindRoot();

    [Theory]
    [InlineData("docs/reference/configuration.md")]
    [InlineData("docs/reference/hoplite.schema.json")]
    public void What_describes_the_configuration_is_current(string file)
    {
        var now = file.EndsWith(".md", StringComparison.Ordinal) ? ConfigurationSchema.Markdown() : ConfigurationSchema.Json();
        var path = Path.Combine(Root, file);
        if (Environment.GetEnvironmentVariable("HOPLITE_WRITE_REFERENCE") == "1") File.WriteAllText(path, now);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == now, $"{file} is not current; write it with HOPLITE_WRITE_REFERENCE=1 dotnet artifacts/bin/Hoplite.Server.Tests/release/Hoplite.Server.Tests.dll -class {GetType().FullName}");
    }

    [Fact]
    public void What_the_server_sets_itself_is_no_option() =>
        Assert.Contains("'folder' is not known here", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("tls: { folder: /x }", "hoplite.yaml", _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_shipped_example_can_be_read_as_it_is_and_with_everything_in_it_turned_on()
    {
        var shipped = File.ReadAllText(Path.Combine(Root, "packaging", "hoplite.yaml"));
        Assert.Equal("/var/lib/hoplite", ConfigurationFile.Parse(shipped, "hoplite.yaml", _ => null).Data);

        // What can be turned on is commented out without a blank; remarks have one.
        var everything = ConfigurationFile.Parse(Regex.Replace(shipped, "^#(?! )", "", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Replace("\n#  ", "\n  ", StringComparison.Ordinal), "hoplite.yaml", _ => null);
        Assert.Equal((514, "0.0.0.0", 3, "on call"), (everything.Syslog.Udp, everything.Web.Address, everything.Files.Count, everything.Notifications[0].Name));
    }

    [Fact]
    public void Every_example_of_a_language_model_can_be_read_and_has_no_problem()
    {
        var examples = Regex.Matches(File.ReadAllText(Path.Combine(Root, "docs", "reference", "providers.md")), "```yaml\n(.*?)```", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        Assert.InRange(examples.Count, 5, 50);
        foreach (Match example in examples)
        {
            var agents = ConfigurationFile.Parse(example.Groups[1].Value, "providers.md", _ => null).Agents;
            Assert.NotEmpty(agents.Providers);
            Assert.Empty(agents.Problems());
        }
    }

    [Fact]
    public void No_language_model_is_asked_unless_one_is_configured() => Assert.Empty(ConfigurationFile.Parse("", "hoplite.yaml", _ => null).Agents.Providers);

    [Fact]
    public void Every_option_of_the_schema_has_a_form_and_a_meaning()
    {
        var pending = new Stack<JsonNode>([JsonNode.Parse(ConfigurationSchema.Json())!]);
        var seen = 0;
        while (pending.TryPop(out var section))
            foreach (var (name, option) in section["properties"]?.AsObject() ?? [])
            {
                seen++;
                Assert.True(option!["type"] is not null && option["description"] is not null, name);
                pending.Push(option["items"] ?? option);
            }

        Assert.InRange(seen, 50, 500);
    }

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Hoplite.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
