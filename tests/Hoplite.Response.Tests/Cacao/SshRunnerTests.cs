using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

/// <summary>A real sshd on loopback, with a host key, a user key and a configuration of its own.</summary>
public sealed class SshRunnerTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-sshd-").FullName;
    Process? _sshd;
    int _port;
    string _fingerprint = "";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists("/usr/sbin/sshd")) return;
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", $"{_folder}/host");
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", $"{_folder}/user");
        _fingerprint = (await RunAsync("ssh-keygen", "-l", "-f", $"{_folder}/host.pub")).Split(' ')[1];
        File.Copy($"{_folder}/user.pub", $"{_folder}/authorized");
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        await File.WriteAllTextAsync($"{_folder}/config", $"Port {_port}\nListenAddress 127.0.0.1\nHostKey {_folder}/host\nAuthorizedKeysFile {_folder}/authorized\nPasswordAuthentication no\nPubkeyAuthentication yes\nPermitRootLogin yes\nStrictModes no\nUsePAM no\nPidFile {_folder}/pid\n");
        if (Environment.UserName == "root") Directory.CreateDirectory("/run/sshd");
        _sshd = Process.Start(Start("/usr/sbin/sshd", "-D", "-e", "-f", $"{_folder}/config"));
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
    }

    [Fact]
    public async Task A_command_runs_on_a_machine_whose_key_is_pinned()
    {
        Assert.SkipUnless(_sshd is { HasExited: false }, "the program sshd is not installed, or does not start");
        var done = Assert.IsType<CommandResult.Done>(await RunnerFor(_fingerprint).RunAsync(Call("echo __n__=$((40+2))"), default));
        Assert.Equal("42", done.Outputs["__n__"]);
        Assert.Contains("exit code 3: no", Assert.IsType<CommandResult.Failed>(await RunnerFor(_fingerprint).RunAsync(Call("echo no >&2; exit 3"), default)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_with_another_key_or_none_is_refused_before_anything_is_sent()
    {
        Assert.SkipUnless(_sshd is { HasExited: false }, "the program sshd is not installed, or does not start");
        Assert.Contains("not pinned", Assert.IsType<CommandResult.Failed>(await RunnerFor(null).RunAsync(Call("touch x"), default)).Sentence, StringComparison.Ordinal);
        Assert.IsType<CommandResult.Failed>(await RunnerFor("SHA256:" + new string('A', 43)).RunAsync(Call("touch x"), default));
    }

    [Fact]
    public async Task A_connection_that_ends_after_the_command_was_sent_leaves_the_outcome_unknown()
    {
        Assert.SkipUnless(_sshd is { HasExited: false }, "the program sshd is not installed, or does not start");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        Assert.IsType<CommandResult.Unknown>(await RunnerFor(_fingerprint).RunAsync(Call("sleep 30"), limit.Token));
    }

    SshRunner RunnerFor(string? fingerprint) => new(name => name == "s" ? File.ReadAllText($"{_folder}/user") : null, host => host == $"127.0.0.1:{_port}" ? fingerprint : null);

    CommandCall Call(string text) => Calls.Of(CommandKind.Ssh, text, Calls.At("ssh", "127.0.0.1", _port), new AuthenticationInfo("user-auth--1", "user-auth", Environment.UserName, "s", null, false), outArgs: "__n__");

    static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    public ValueTask DisposeAsync()
    {
        _sshd?.Kill(entireProcessTree: true);
        _sshd?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
