using System.Runtime.InteropServices;
using Hoplite.Guard.Actions;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Response.Responders.Processes;

/// <summary>A process that is held by a descriptor: a signal reaches it or nobody, also when its number is given to another.</summary>
sealed partial class HeldProcess : IDisposable
{
    /// <summary>Signals.</summary>
    public const int Kill = 9, End = 15, Continue = 18, Stop = 19;

    // These numbers are the same on all processors.
    const long SendSignal = 424, OpenDescriptor = 434;
    const int NoSuchProcess = 3;

    readonly SafeFileHandle _descriptor;
    readonly ProcessTarget _target;

    HeldProcess(SafeFileHandle descriptor, ProcessTarget target) => (_descriptor, _target) = (descriptor, target);

    /// <summary>The process as it is now; null when it has ended.</summary>
    public LocalProcess? Now => Find(_target);

    /// <summary>Takes hold of a process; null when it has ended.</summary>
    /// <exception cref="ResponderException">The kernel does not let it.</exception>
    public static HeldProcess? Take(ProcessTarget target)
    {
        var descriptor = Call(OpenDescriptor, target.Pid, 0, 0, 0);
        if (descriptor < 0) return Marshal.GetLastPInvokeError() == NoSuchProcess ? null : throw Refusal(target);
        var held = new HeldProcess(new SafeFileHandle((nint)descriptor, ownsHandle: true), target);

        // Only what is looked at after it is held is sure to be of the process that is held.
        if (held.Now is not null) return held;
        held.Dispose();
        return null;
    }

    /// <summary>The process that an action is about; null when it has ended, or when its number is another's by now.</summary>
    public static LocalProcess? Find(ProcessTarget target) => LocalProcess.Find(target.Pid) is { HasEnded: false } found && found.StartedAt(target.Started) ? found : null;

    /// <summary>Sends it a signal.</summary>
    /// <exception cref="ResponderException">The kernel does not let it.</exception>
    public void Send(int signal)
    {
        if (Call(SendSignal, _descriptor.DangerousGetHandle(), signal, 0, 0) < 0 && Marshal.GetLastPInvokeError() != NoSuchProcess) throw Refusal(_target);
    }

    /// <summary>Waits until it is so, for a while.</summary>
    /// <returns>Whether it is so.</returns>
    public async Task<bool> BecomesAsync(Func<LocalProcess?, bool> what, TimeSpan longest, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(20))
        {
            if (what(Now)) return true;
            if (waited >= longest) return false;
            await Task.Delay(20, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _descriptor.Dispose();

    static ResponderException Refusal(ProcessTarget target) => new($"process {target.Pid} cannot be reached: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Call(long number, long first, long second, long third, long fourth);
}
