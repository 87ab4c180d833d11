using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

public class SubstitutionTests
{
    static readonly Gen<string> Hostile = Gen.String[Gen.Char["ab '\"\\$`;&|<>(){}[]!#~*?\n\t=-%^,.é"], 0, 20].Where(t => !t.Contains('\r'));

    static Func<string, VariableNow?> Value(string type, string? value) => name => name == "__x__" ? new VariableNow(type, value) : null;

    static string Shell(string text, string type, string value) => CommandSubstitution.Resolve(new Command(CommandKind.Bash) { Text = text }, Value(type, value)).Text;

    [Fact]
    public async Task Any_text_comes_to_a_real_shell_as_one_literal_argument_and_nothing_else_happens()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-quote-").FullName;
        string[] forms = ["printf '%s\\0' __x__:value", "printf '%s\\0' \"__x__:value\"", "printf '%s\\0' '__x__:value'", "printf '%s\\0' \"a\"__x__:value'b'", "v=__x__:value; printf '%s\\0' \"$v\""];
        string[] before = ["", "", "", "a", ""];
        var hostile = Hostile.Array[60].Single();
        foreach (var text in hostile.Concat(["$(touch pwned)", "'; touch pwned; '", "\"; touch pwned; \"", "`touch pwned`", "a\nb", "\\", "'", "-n", "$HOME", "!!"]))
            for (var form = 0; form < forms.Length; form++)
            {
                var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = new System.Text.UTF8Encoding(false) };
                start.ArgumentList.Add("--norc");
                start.ArgumentList.Add("-c");
                start.ArgumentList.Add(Shell(forms[form], "string", text));
                using var process = Process.Start(start)!;
                var output = await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                Assert.Equal($"{before[form]}{text}{(form == 3 ? "b" : "")}\0", output);
                Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
            }

        Directory.Delete(folder);
    }

    [Theory]
    [InlineData("echo \\__x__:value")]
    [InlineData("echo $__x__:value")]
    [InlineData("echo $(echo __x__:value)")]
    [InlineData("echo `echo __x__:value`")]
    [InlineData("cat <<EOF\n__x__:value\nEOF")]
    [InlineData("bash -c 'echo __x__:value'")]
    [InlineData("eval echo __x__:value")]
    [InlineData("# it's\necho __x__:value")]
    [InlineData("echo $'a' __x__:value")]
    public void Where_quoting_once_is_not_enough_only_strict_values_may_stand(string text)
    {
        Assert.Throws<SubstitutionException>(() => Shell(text, "string", "a"));
        Assert.Contains("10.0.0.1", Shell(text, "ipv4-addr", "10.0.0.1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_of_ones_own_takes_any_text() => Assert.Equal("./block.sh --why 'a;b' < in.sh", Shell("./block.sh --why __x__:value < in.sh", "string", "a;b"));

    [Theory]
    [InlineData("ipv4-addr", "10.0.0.1")]
    [InlineData("ipv6-addr", "fe80::1")]
    [InlineData("uuid", "8f2b5b1e-6c0a-4d0e-9a57-2f6d3c1a7e44")]
    [InlineData("integer", "-5")]
    [InlineData("mac-addr", "aa:bb:cc:dd:ee:ff")]
    [InlineData("domain-name", "a.example")]
    public void A_value_of_a_strict_type_stands_as_it_is_and_one_that_does_not_fit_is_quoted(string type, string value)
    {
        Assert.Equal($"x {value}", Shell("x __x__:value", type, value));
        Assert.Equal("x ';reboot'", Shell("x __x__:value", type, ";reboot"));
    }

    [Fact]
    public void An_address_of_the_web_is_not_strict() => Assert.Equal("curl 'https://a.example/?a=1&b=2'", Shell("curl __x__:value", "uri", "https://a.example/?a=1&b=2"));

    [Fact]
    public void A_value_that_is_missing_not_set_or_no_text_is_refused()
    {
        Assert.Throws<SubstitutionException>(() => Shell("echo __y__:value", "string", "a"));
        Assert.Throws<SubstitutionException>(() => Shell("echo __x__:value", "string", "a\0b"));
        Assert.Throws<SubstitutionException>(() => Shell("echo __x__:value", "string", "\ud800"));
        Assert.Throws<SubstitutionException>(() => CommandSubstitution.Resolve(new Command(CommandKind.Bash) { Text = "echo __x__:value" }, Value("string", null)));
    }

    [Fact]
    public void PowerShell_doubles_every_kind_of_single_quote()
    {
        var command = new Command(CommandKind.PowerShell) { Text = "Write-Output __x__:value" };
        Assert.Equal("Write-Output 'a''b\u2019\u2019;c'", CommandSubstitution.Resolve(command, Value("string", "a'b\u2019;c")).Text);
        Assert.Throws<SubstitutionException>(() => CommandSubstitution.Resolve(command with { Text = "Write-Output \"__x__:value\"" }, Value("string", "a")));
    }

    [Fact]
    public void A_value_in_a_body_of_JSON_stays_in_its_string() => Hostile.Sample(text =>
    {
        var command = new Command(CommandKind.HttpApi) { Text = "POST /x HTTP/1.1", Content = """{"a":"<__x__:value>","b":1}""" };
        using var document = JsonDocument.Parse(CommandSubstitution.Resolve(command, Value("string", text)).Body);
        Assert.Equal($"<{text}>", document.RootElement.GetProperty("a").GetString());
        Assert.Equal(2, document.RootElement.EnumerateObject().Count());
    });

    [Fact]
    public void A_value_in_a_path_stays_in_its_part() => Hostile.Sample(text =>
    {
        if (text is "." or "..") return;
        var command = CommandSubstitution.Resolve(new Command(CommandKind.HttpApi) { Text = "GET /hosts/__x__:value/state?q=__x__:value HTTP/1.1" }, Value("string", text));
        var uri = new Uri("https://a.example" + command.Text.Split(' ')[1]);
        Assert.Equal(3, command.Text.Split(' ').Length);
        Assert.Equal("a.example", uri.Host);
        Assert.Equal(text, Uri.UnescapeDataString(uri.Query[3..]));
    });

    [Theory]
    [InlineData("a\r\nX: y")]
    [InlineData("a\nb")]
    [InlineData("é")]
    public void A_value_in_a_header_stays_on_its_line(string value)
    {
        var command = new Command(CommandKind.HttpApi) { Text = "GET / HTTP/1.1", Headers = new Dictionary<string, IReadOnlyList<string>> { ["X"] = ["__x__:value"] } };
        Assert.Throws<SubstitutionException>(() => CommandSubstitution.Resolve(command, Value("string", value)));
    }

    [Theory]
    [InlineData("""{"a":__x__:value}""", "string", "1,\"b\":2")]
    [InlineData("a=__x__:value", "string", "b&c")]
    public void A_value_outside_a_string_must_be_of_a_strict_type(string body, string type, string value) =>
        Assert.Throws<SubstitutionException>(() => CommandSubstitution.Resolve(new Command(CommandKind.HttpApi) { Text = "POST / HTTP/1.1", Content = body }, Value(type, value)));

    [Fact]
    public void An_address_is_looked_at_again_with_its_value()
    {
        var party = new Party("x", "ssh", "X") { Addresses = new Dictionary<string, IReadOnlyList<string>> { ["ipv4"] = ["__x__:value"] } };
        Assert.Equal("10.0.0.1", CommandSubstitution.Resolve(party, Value("string", "10.0.0.1")).Address("ipv4"));
        Assert.Throws<SubstitutionException>(() => CommandSubstitution.Resolve(party, Value("string", "10.0.0.1 -oProxyCommand=x")));
    }
}
