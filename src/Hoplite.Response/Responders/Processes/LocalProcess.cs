using System.Globalization;

namespace Hoplite.Response.Responders.Processes;

/// <summary>What the kernel says of a process (<c>/proc/PID/stat</c>).</summary>
/// <param name="Pid">Its number.</param>
/// <param name="State">What it does: <c>R</c> runs, <c>S</c> sleeps, <c>T</c> is stopped, <c>Z</c> has ended.</param>
/// <param name="Parent">Its parent's number.</param>
/// <param name="IsKernel">Whether it is a part of the kernel.</param>
/// <param name="Started">When it started, UTC, to about a second.</param>
sealed record LocalProcess(int Pid, char State, int Parent, bool IsKernel, DateTimeOffset Started)
{
    const long KernelThread = 0x00200000;

    // The kernel counts for programs in hundredths of a second on every machine it runs on today.
    const double TicksPerSecond = 100;

    static readonly TimeSpan Near = TimeSpan.FromSeconds(2);

    /// <summary>Whether it has ended, though its parent may not have asked yet.</summary>
    public bool HasEnded => State is 'Z' or 'X';

    /// <summary>Whether somebody has stopped it.</summary>
    public bool IsStopped => State == 'T';

    /// <summary>The file of its program; empty where that may not be seen.</summary>
    public string Program
    {
        get
        {
            try
            {
                // A program that was replaced while it runs has this mark behind its name.
                return new FileInfo($"/proc/{Pid}/exe").LinkTarget?.Replace(" (deleted)", "", StringComparison.Ordinal) ?? "";
            }
            catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }
    }

    /// <summary>Looks at a process; null when there is none with the number.</summary>
    public static LocalProcess? Find(int pid)
    {
        try
        {
            // The name stands between brackets and may itself hold brackets and blanks.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new LocalProcess(pid, fields[0][0], (int)Number(fields[1]), (Number(fields[6]) & KernelThread) != 0, Boot() + TimeSpan.FromSeconds(Number(fields[19]) / TicksPerSecond));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether it started when another program saw it start.</summary>
    public bool StartedAt(DateTimeOffset seen) => (Started - seen).Duration() <= Near;

    static DateTimeOffset Boot() =>
        DateTimeOffset.FromUnixTimeSeconds(Number(File.ReadLines("/proc/stat").First(l => l.StartsWith("btime ", StringComparison.Ordinal))[6..]));

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
