using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Hosts;
using Hoplite.Response.Tests.Netfilter;

namespace Hoplite.Response.Tests.Responders;

/// <summary>A real sshd in a network of its own is cut off; only the login from the manager's network lives on.</summary>
public sealed class SshIsolationTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-isolation-").FullName;
    readonly NetworkRoom _machine, _manager, _other;
    readonly TcpListener _door = new(IPAddress.Loopback, 0);
    readonly string _before, _fingerprint;

    public SshIsolationTests()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/sshd"), "the program sshd is not installed");
        (_machine, _manager, _other) = (NetworkRoom.Open(), NetworkRoom.Open(), NetworkRoom.Open());
        _machine.Join(_manager, "way1", "10.9.1.2/24", "10.9.1.1/24");
        _machine.Join(_other, "way2", "10.9.2.2/24", "10.9.2.1/24");
        Directory.CreateDirectory("/run/sshd");
        _machine.Shell($"cd {_folder} && ssh-keygen -q -t ed25519 -N '' -f host && ssh-keygen -q -t ed25519 -N '' -f user && cp user.pub authorized");
        File.WriteAllText($"{_folder}/config", $"Port 22\nListenAddress 10.9.1.2\nHostKey {_folder}/host\nAuthorizedKeysFile {_folder}/authorized\nPasswordAuthentication no\nPermitRootLogin yes\nStrictModes no\nUsePAM no\nPidFile {_folder}/pid\n");
        _machine.Shell($"/usr/sbin/sshd -E {_folder}/log -f {_folder}/config");
        _fingerprint = _machine.Shell($"ssh-keygen -l -f {_folder}/host.pub").Split(' ')[1];
        _machine.Shell("nft add table inet own");
        _before = _machine.Ruleset;
        _door.Start();
        _ = OpenAsync();
    }

    [Fact]
    public async Task A_machine_is_cut_off_while_its_management_lives_and_is_as_before_afterwards()
    {
        using var web = _other.Listen("10.9.2.1", 80);
        using var flow = _machine.Connect("10.9.2.1", 80);
        Assert.True(NetworkRoom.Echoes(flow!));
        var isolation = Isolation(_fingerprint);
        var call = await isolation.CallAsync(Calls.Of(ActionKind.IsolateHost, TargetForm.Host("pc")!));
        Assert.Equal(Effect.Absent, await isolation.VerifyAsync(call, default));
        await isolation.ActAsync(call, default);
        await isolation.ActAsync(call, default);
        Assert.Equal(Effect.Present, await isolation.VerifyAsync(call, default));
        Assert.False(NetworkRoom.Echoes(flow!, 400));
        Assert.False(_machine.Reaches("10.9.2.1", 80, 400));
        await isolation.UndoAsync(call, default);
        await isolation.UndoAsync(call, default);
        Assert.Equal(Effect.Absent, await isolation.VerifyAsync(call, default));
        Assert.Equal(_before, _machine.Ruleset);
        Assert.True(_machine.Reaches("10.9.2.1", 80));
        Assert.Equal("", _machine.Shell($"ls /run | grep {(string)call.Before["id"]!} || true; grep -l {(string)call.Before["id"]!} /proc/[0-9]*/cmdline 2>/dev/null | grep -v self | while read f; do tr '\\0' ' ' <$f | grep '^sh -c echo'; done || true"));
    }

    [Fact]
    public async Task The_machine_ends_it_by_itself_when_nobody_does()
    {
        var isolation = Isolation(_fingerprint);
        var call = await isolation.CallAsync(Calls.Of(ActionKind.IsolateHost, TargetForm.Host("pc")!));
        await isolation.ActAsync(call with { Expires = TimeProvider.System.GetUtcNow().AddSeconds(3) }, default);
        Assert.Contains("hoplite_isolation", _machine.Ruleset, StringComparison.Ordinal);
        Soon.Happens(() => _machine.Ruleset == _before, 15);
    }

    [Fact]
    public async Task A_machine_with_another_key_is_not_logged_in_to()
    {
        await Assert.ThrowsAsync<ResponderException>(async () => await Isolation("SHA256:" + new string('A', 43)).ObserveAsync(Calls.Of(ActionKind.IsolateHost, TargetForm.Host("pc")!), default));
        Assert.Contains("not pinned", Isolation("").Refuse(Calls.Of(ActionKind.IsolateHost, TargetForm.Host("pc")!)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _door.Stop();
        if (File.Exists($"{_folder}/pid"))
        {
            using var sshd = Process.GetProcessById(int.Parse(File.ReadAllText($"{_folder}/pid"), System.Globalization.CultureInfo.InvariantCulture));
            sshd.Kill();
        }

        foreach (var room in new[] { _machine, _manager, _other }) room?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    SshIsolation Isolation(string key) => new(
        new SshIsolationOptions { Hosts = new Dictionary<string, SshHostOptions> { ["pc"] = new() { Address = "127.0.0.1", Port = ((IPEndPoint)_door.LocalEndpoint).Port, User = "root", Key = "file:user", HostKey = key } } },
        _ => File.ReadAllText($"{_folder}/user"), TimeProvider.System);

    // The test itself is in no network of the machine; a door leads to the manager's.
    async Task OpenAsync()
    {
        try
        {
            while (true)
            {
                var here = await _door.AcceptSocketAsync();
                var there = _manager.Connect("10.9.1.2", 22);
                if (there is null) here.Dispose();
                else _ = Task.WhenAll(PumpAsync(here, there), PumpAsync(there, here));
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    static async Task PumpAsync(Socket from, Socket to)
    {
        var bytes = new byte[16384];
        try
        {
            while (await from.ReceiveAsync(bytes) is var got and > 0) await to.SendAsync(bytes.AsMemory(0, got));
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            to.Dispose();
        }
    }
}
