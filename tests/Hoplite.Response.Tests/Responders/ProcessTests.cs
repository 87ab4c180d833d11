using System.Diagnostics;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Processes;
using Hoplite.Response.Tests.Netfilter;

namespace Hoplite.Response.Tests.Responders;

/// <summary>Real processes are ended, stopped and continued.</summary>
public sealed class ProcessTests : IDisposable
{
    readonly List<Process> _started = [];

    public ProcessTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are held by descriptors on Linux only");

    public static TheoryData<int> Places => [.. Enumerable.Range(0, 14)];

    [Fact]
    public async Task A_process_is_asked_to_end_and_ends()
    {
        var (process, target) = Start("exec sleep 600");
        var stopper = new ProcessStopper();
        var call = await stopper.CallAsync(Calls.Of(ActionKind.KillProcess, target));
        Assert.Equal(Effect.Absent, await stopper.VerifyAsync(call, default));
        await stopper.ActAsync(call, default);
        Assert.Equal(Effect.Present, await stopper.VerifyAsync(call, default));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 15, process.ExitCode);
        await stopper.ActAsync(call, default);
    }

    [Fact]
    public async Task A_process_that_does_not_listen_is_made_to_end()
    {
        var (process, target) = Start("trap '' TERM; echo ready; exec sleep 600");
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var stopper = new ProcessStopper();
        await stopper.ActAsync(await stopper.CallAsync(Calls.Of(ActionKind.KillProcess, target)), default);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, process.ExitCode);
    }

    [Fact]
    public async Task A_suspended_process_goes_on_when_the_lease_ends()
    {
        var (process, target) = Start("exec sleep 600");
        await SuddenEnd.LeaseAsync(new ProcessSuspender(), Calls.Of(ActionKind.SuspendProcess, target), () => Assert.Equal('T', LocalProcess.Find(process.Id)!.State));
        Soon.Happens(() => LocalProcess.Find(process.Id)!.State == 'S');
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task After_a_sudden_end_at_any_place_a_process_goes_on(int place)
    {
        var (process, target) = Start("exec sleep 600");
        await SuddenEnd.AtAsync(place, new ProcessSuspender(), Calls.Of(ActionKind.SuspendProcess, target));
        Soon.Happens(() => LocalProcess.Find(process.Id)!.State == 'S');
    }

    [Fact]
    public async Task A_process_that_somebody_had_stopped_stays_stopped()
    {
        var (process, target) = Start("exec sleep 600");
        using (var held = HeldProcess.Take(target)) held!.Send(HeldProcess.Stop);
        Soon.Happens(() => LocalProcess.Find(process.Id)!.IsStopped);
        await SuddenEnd.LeaseAsync(new ProcessSuspender(), Calls.Of(ActionKind.SuspendProcess, target), () => { });
        Assert.True(LocalProcess.Find(process.Id)!.IsStopped);
    }

    [Fact]
    public async Task A_process_with_the_number_of_another_is_never_hit()
    {
        var (process, target) = Start("exec sleep 600");
        var stopper = new ProcessStopper();
        var call = await stopper.CallAsync(Calls.Of(ActionKind.KillProcess, target));
        var older = Calls.Of(ActionKind.KillProcess, TargetForm.Process(target.Host.Name, target.Pid, target.Started.AddSeconds(-3))!);
        Assert.Contains("any more", stopper.Refuse(older), StringComparison.Ordinal);
        await stopper.ActAsync(call with { Action = older }, default);
        Assert.False(process.HasExited);
    }

    [Fact]
    public void What_holds_the_machine_and_this_program_is_refused()
    {
        var stopper = new ProcessStopper();
        var own = LocalProcess.Find(Environment.ProcessId)!;
        Assert.Contains("this program itself", stopper.Refuse(Calls.Of(ActionKind.KillProcess, Target(own))), StringComparison.Ordinal);
        if (own.Parent > 1) Assert.Contains("has started it", stopper.Refuse(Calls.Of(ActionKind.KillProcess, Target(LocalProcess.Find(own.Parent)!))), StringComparison.Ordinal);
        Assert.Contains("holds the machine", ProcessRules.WhyNot(LocalProcess.Find(1)!), StringComparison.Ordinal);
        Assert.Contains("kernel", ProcessRules.WhyNot(own with { IsKernel = true }), StringComparison.Ordinal);
        Assert.Contains("not this machine", stopper.Refuse(Calls.Of(ActionKind.KillProcess, TargetForm.Process("elsewhere", own.Pid, own.Started)!)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    (Process Process, ProcessTarget Target) Start(string script)
    {
        var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        _started.Add(process);
        if (script.StartsWith("exec", StringComparison.Ordinal)) Soon.Happens(() => LocalProcess.Find(process.Id) is { State: 'S' } found && found.Program.Length > 0 && found.Program != LocalProcess.Find(Environment.ProcessId)!.Program);
        return (process, Target(LocalProcess.Find(process.Id)!));
    }

    static ProcessTarget Target(LocalProcess process) => (ProcessTarget)TargetForm.Process(Calls.Here.Name, process.Pid, process.Started)!;
}
