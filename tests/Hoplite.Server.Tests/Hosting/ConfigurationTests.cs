using CsCheck;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Tests.Hosting;

public sealed class ConfigurationTests
{
    static ServeOptions Read(string yaml, Func<string, string?>? environment = null) => ConfigurationFile.Parse(yaml, "hoplite.yaml", environment ?? (_ => null));

    [Fact]
    public void What_is_written_is_used_and_the_rest_has_its_default()
    {
        var options = Read("""
            data: /srv/hoplite
            web: { address: 0.0.0.0, port: 443 }
            syslog: { udp: 514 }
            files: [/var/log/auth.log, '/var/log/nginx/*.log']
            store: { retention: 30d, hot: 12h }
            sources:
              - { name: dc01, token: "env:DC01", silent_after: 15m }
            notifications:
              - { name: ops, kind: email, min_level: medium, quiet_from: "22:00", quiet_until: "06:30", email: { host: mail, from: a@b.c, to: [d@e.f] } }
            """);
        Assert.Equal(("/srv/hoplite", "0.0.0.0", 443, 514), (options.Data, options.Web.Address, options.Web.Port, options.Syslog.Udp));
        Assert.Equal((TimeSpan.FromDays(30), TimeSpan.FromHours(12), 512), (options.Store.Retention, options.Store.Hot, options.Store.MinFreeMb));
        Assert.Equal(TimeSpan.FromMinutes(15), Assert.Single(options.Sources).SilentAfter);
        Assert.Equal(new TimeOnly(22, 0), Assert.Single(options.Notifications).QuietFrom);
        Assert.Equal(2, options.Files.Count);
    }

    [Fact]
    public void The_environment_overrides_the_file()
    {
        var options = Read("web: { port: 443 }", name => name switch { "HOPLITE_WEB__PORT" => "8443", "HOPLITE_STORE__RETENTION" => "7d", _ => null });
        Assert.Equal((8443, TimeSpan.FromDays(7)), (options.Web.Port, options.Store.Retention));
    }

    [Theory]
    [InlineData("data: /x\nwbe:\n  port: 1\n", 2, "wbe")]
    [InlineData("web:\n  prot: 1\n", 2, "address, port")]
    [InlineData("web:\n  port: many\n", 2, "a whole number")]
    [InlineData("\n\nstore:\n  hot: soon\n", 4, "30s, 15m, 12h or 7d")]
    [InlineData("files: /var/log\n", 1, "a list")]
    [InlineData("web: 5\n", 1, "names and values")]
    [InlineData("rules:\n  level: urgent\n", 2, "critical")]
    [InlineData("agents:\n  assets: 9\n  autonomy:\n    isolate-server: act\n", 3, "never happens without a person")]
    [InlineData("agents:\n  autonomy:\n    write-rule: act\n", 2, "never happens without a person")]
    [InlineData("agents:\n  autonomy:\n    launch-rockets: propose\n", 3, "launch-rockets")]
    [InlineData("agents:\n  protected:\n    addresses: [10.0.0.0/99]\n", 2, "agents.protected")]
    public void A_mistake_is_told_with_its_line_and_what_would_be_right(string yaml, long line, string says)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read(yaml));
        Assert.Equal(line, wrong.Line);
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
        Assert.StartsWith($"hoplite.yaml:{line}: ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_at_which_the_parser_of_YAML_stumbles_is_refused() => Assert.Contains("no YAML", Assert.Throws<ConfigurationException>(() => Read("*%e*0! : [ tre:\nr!w:*'*`]}*a&&{\"")).Message, StringComparison.Ordinal);

    [Fact]
    public void No_text_does_anything_but_be_read_or_be_refused() =>
        Gen.Char["{}[]:,-\n \"'abweport&*!|>#%@`?01"].Array[0, 60].Select(c => new string(c)).Sample(text =>
        {
            try
            {
                Read(text);
            }
            catch (ConfigurationException)
            {
                // Refused, in one sentence.
            }
        });
}
