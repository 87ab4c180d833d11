using Hoplite.Guard.Actions;
using Hoplite.Response.Responders.Local;

namespace Hoplite.Response.Responders.Processes;

/// <summary>Processes that are never touched: without them nobody reaches the machine any more, or this program ends.</summary>
static class ProcessRules
{
    /// <summary>Why an action on a process cannot be done; null when it can.</summary>
    public static string? WhyNot(ProposedAction action)
    {
        if (action.Target is not ProcessTarget target) return "it reaches processes only";
        if (!OperatingSystem.IsLinux()) return "it reaches processes of Linux only";
        if (ThisMachine.WhyNot(target.Host) is { } elsewhere) return elsewhere;
        return HeldProcess.Find(target) is { } found ? WhyNot(found) : $"no process {target.Pid} that started then runs here any more";
    }

    /// <summary>Why a process is not touched; null when it may be.</summary>
    public static string? WhyNot(LocalProcess process)
    {
        if (process.Pid == 1) return "process 1 holds the machine";
        if (process.IsKernel) return $"process {process.Pid} is a part of the kernel";
        for (var own = LocalProcess.Find(Environment.ProcessId); own is not null; own = own.Parent > 0 ? LocalProcess.Find(own.Parent) : null)
            if (own.Pid == process.Pid) return $"process {process.Pid} is this program itself, or has started it";

        // The file is asked, since a process can give itself any name.
        var program = process.Program;
        if (program.StartsWith("/usr/lib/systemd/", StringComparison.Ordinal) || program.StartsWith("/lib/systemd/", StringComparison.Ordinal)) return $"process {process.Pid} is a part of systemd";
        return IsShellServer(program) && !IsShellServer(LocalProcess.Find(process.Parent)?.Program ?? "") ? $"process {process.Pid} is the server through which people log in" : null;
    }

    // A child of such a server is one login; that may be ended.
    static bool IsShellServer(string program) => program is "/usr/sbin/sshd" or "/usr/bin/sshd" or "/usr/local/sbin/sshd" or "/usr/sbin/dropbear";
}
