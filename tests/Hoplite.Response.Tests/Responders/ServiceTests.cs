using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Services;

namespace Hoplite.Response.Tests.Responders;

/// <summary>A script stands for systemctl and writes down what it is told.</summary>
public sealed class ServiceTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-services-").FullName;

    public ServiceTests()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no shell");
        File.WriteAllText($"{_folder}/id", "one\n");
        File.WriteAllText($"{_folder}/systemctl", $"echo \"$@\" >>{_folder}/told\ncase $1 in restart) echo two >{_folder}/id;; is-active) echo active;; show) cat {_folder}/id;; esac\n");
    }

    [Fact]
    public async Task A_service_is_restarted_and_that_it_was_is_seen()
    {
        var service = Service();
        var call = await service.CallAsync(Restart("web"));
        Assert.Equal(Effect.Absent, await service.VerifyAsync(call, default));
        await service.ActAsync(call, default);
        Assert.Equal(Effect.Present, await service.VerifyAsync(call, default));
        Assert.Equal(1, File.ReadAllLines($"{_folder}/told").Count(l => l == "restart web.service"));
    }

    [Fact]
    public void A_service_that_is_not_allowed_is_refused() => Assert.Contains("not among", Service().Refuse(Restart("sshd")), StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    ServiceRestart Service() => new(new ServiceOptions { Allowed = ["web"], Command = ["/bin/sh", $"{_folder}/systemctl"] });

    static ProposedAction Restart(string name) => Calls.Of(ActionKind.RestartService, TargetForm.Named(TargetKind.Service, name)!);
}
