using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hoplite.Bench.Measuring;

/// <summary>Time that the processor really worked, so that other work on the machine disturbs a ratio as little as possible.</summary>
static partial class CpuClock
{
    const int ThreadCpu = 3;
    const int Children = -1;

    /// <summary>Seconds this thread has worked.</summary>
    public static double Thread
    {
        get
        {
            _ = clock_gettime(ThreadCpu, out var time);
            return time.Seconds + time.Nanoseconds / 1e9;
        }
    }

    /// <summary>The best of some runs of a piece of work on this thread, seconds.</summary>
    public static double Best(int runs, Action work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            var start = Thread;
            work();
            best = Math.Min(best, Thread - start);
        }

        return best;
    }

    /// <summary>Runs a program to its end and returns the seconds that it and its children worked; null when it is not installed.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="exitCodes">What it may end with: for our own program 1 means that it found something.</param>
    /// <exception cref="InvalidOperationException">It ended with another code.</exception>
    public static double? Program(string program, IReadOnlyList<string> arguments, params int[] exitCodes)
    {
        _ = getrusage(Children, out var before);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("p=\"$1\"; shift; command -v \"$p\" >/dev/null || exit 127; exec \"$p\" \"$@\" </dev/null >/dev/null 2>&1");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode == 127) return null;
        if (!exitCodes.Contains(process.ExitCode)) throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}");
        _ = getrusage(Children, out var after);
        return after.Total - before.Total;
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Time time);

    [LibraryImport("libc")]
    private static partial int getrusage(int who, out Usage usage);

    [StructLayout(LayoutKind.Sequential)]
    struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    unsafe struct Usage
    {
        public long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds;
        public fixed long Rest[14];

        public readonly double Total => UserSeconds + SystemSeconds + (UserMicroseconds + SystemMicroseconds) / 1e6;
    }
}
