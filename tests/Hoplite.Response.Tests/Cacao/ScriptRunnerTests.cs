using System.Diagnostics;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

public class ScriptRunnerTests
{
    static async Task<CommandResult> BashAsync(string text, ProcessBounds? bounds = null, CancellationToken cancellation = default, params string[] outArgs) =>
        await new BashRunner(bounds).RunAsync(Calls.Of(CommandKind.Bash, text, outArgs: outArgs), cancellation);

    static async Task<string> SaysAsync(string text) => Assert.IsType<CommandResult.Done>(await BashAsync(text)).Text.Trim();

    [Fact]
    public async Task A_script_runs_and_its_output_becomes_variables()
    {
        var one = Assert.IsType<CommandResult.Done>(await BashAsync("echo 42", outArgs: "__n__"));
        Assert.Equal("42", one.Outputs["__n__"]);
        var two = Assert.IsType<CommandResult.Done>(await BashAsync("echo __a__=1; echo noise; echo __b__=x y; echo __c__=9", outArgs: ["__a__", "__b__"]));
        Assert.Equal(new Dictionary<string, string> { ["__a__"] = "1", ["__b__"] = "x y" }, two.Outputs);
    }

    [Fact]
    public async Task A_script_that_fails_says_why()
    {
        var failed = Assert.IsType<CommandResult.Failed>(await BashAsync("echo no such host >&2; exit 3"));
        Assert.Equal("the script failed, exit code 3: no such host", failed.Sentence);
    }

    [Fact]
    public async Task A_script_has_an_empty_environment_a_folder_of_its_own_and_no_way_to_more_rights()
    {
        Environment.SetEnvironmentVariable("HOPLITE_TEST_SECRET", "secret");
        Assert.Equal("", await SaysAsync("env | grep -c SECRET || true; true").ContinueWith(t => t.Result == "0" ? "" : t.Result));
        Assert.StartsWith(Path.GetTempPath(), await SaysAsync("pwd"), StringComparison.Ordinal);
        Assert.Equal("NoNewPrivs: 1", (await SaysAsync("grep NoNewPrivs /proc/self/status")).Replace('\t', ' '));
        Assert.False(Directory.Exists(await SaysAsync("pwd")));
    }

    [Fact]
    public async Task A_script_has_no_network()
    {
        using var server = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        server.Start();
        var port = ((System.Net.IPEndPoint)server.LocalEndpoint).Port;
        var said = await SaysAsync($"cat /proc/net/dev | wc -l; (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null && echo reached || echo cut");
        Assert.SkipUnless(said.StartsWith('3'), "this kernel gives no network namespaces");
        Assert.EndsWith("cut", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_its_timeout_a_script_ends_with_all_it_started()
    {
        var mark = $"86{Environment.ProcessId}.{Random.Shared.Next(1000, 9999)}";
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        var watch = Stopwatch.StartNew();
        var result = await BashAsync($"sleep {mark} & (setsid sleep {mark} &) ; trap '' TERM; sleep {mark}", null, limit.Token);
        Assert.Contains("stopped before its end", Assert.IsType<CommandResult.Failed>(result).Sentence, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60));
        for (var tries = 0; Left() && tries < 3_000; tries++) await Task.Delay(10);
        Assert.False(Left());

        bool Left() => Directory.EnumerateDirectories("/proc").Any(p => File.Exists(Path.Combine(p, "cmdline")) && Try(Path.Combine(p, "cmdline")).Contains(mark, StringComparison.Ordinal));

        static string Try(string path)
        {
            try
            {
                var text = File.ReadAllText(path);
                return text.StartsWith("sleep", StringComparison.Ordinal) ? text : "";
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    [Fact]
    public async Task Output_memory_and_files_are_bounded()
    {
        Assert.Equal(CommandResult.LongestText, Assert.IsType<CommandResult.Done>(await BashAsync("head -c 3000000 /dev/zero | tr '\\0' a")).Text.Length);
        Assert.IsType<CommandResult.Failed>(await BashAsync("head -c 3000000 /dev/zero > big", ProcessBounds.Usual with { FileBytes = 1_000_000 }));
        Assert.IsType<CommandResult.Failed>(await BashAsync("x=$(head -c 400000000 /dev/zero | tr '\\0' a); echo ${#x}", ProcessBounds.Usual with { MemoryBytes = 100_000_000 }));
        Assert.IsType<CommandResult.Failed>(await BashAsync("while :; do :; done", ProcessBounds.Usual with { Cpu = TimeSpan.FromSeconds(1) }));
    }

    [Fact]
    public async Task PowerShell_runs_where_it_is_and_is_refused_with_a_sentence_where_it_is_not()
    {
        var result = await new PowerShellRunner().RunAsync(Calls.Of(CommandKind.PowerShell, "Write-Output 42"), default);
        if (Programs.Find("pwsh") is null) Assert.Equal("PowerShell is not installed here: there is no pwsh", Assert.IsType<CommandResult.Failed>(result).Sentence);
        else Assert.Equal("42", Assert.IsType<CommandResult.Done>(result).Text.Trim());
    }

    [Fact]
    public async Task Kinds_that_are_not_run_say_so_and_every_kind_has_a_runner()
    {
        var all = CommandRunners.All(new CommandSettings(_ => null, _ => null, "/nowhere"));
        Assert.Equal(Enum.GetValues<CommandKind>(), all.Select(r => r.Kind).Order());
        foreach (var runner in all.OfType<RefusingRunner>())
            Assert.Contains("not run here", Assert.IsType<CommandResult.Failed>(await runner.RunAsync(Calls.Of(runner.Kind, ""), default)).Sentence, StringComparison.Ordinal);
    }
}
