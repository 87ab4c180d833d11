using Hoplite.Incidents.Reports;
using Hoplite.Telemetry.Scanning;
using Spectre.Console;

namespace Hoplite.Cli.Terminal;

/// <summary>Shows how far a scan is, how fast it goes and how long it will take; on the error stream, and only for a person.</summary>
static class ProgressBar
{
    /// <summary>Runs the work and shows its progress meanwhile.</summary>
    public static T While<T>(ScanProgress progress, Func<T> work)
    {
        if (Console.IsErrorRedirected) return work();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask("reading", maxValue: 1);
                using var ended = new ManualResetEventSlim();
                var started = TimeProvider.System.GetTimestamp();
                var watcher = new Thread(() =>
                {
                    while (!ended.Wait(200)) Update(bar, progress, TimeProvider.System.GetElapsedTime(started));
                }) { IsBackground = true };
                watcher.Start();
                try
                {
                    return work();
                }
                finally
                {
                    ended.Set();
                    watcher.Join();
                }
            });
    }

    static void Update(ProgressTask bar, ScanProgress progress, TimeSpan elapsed)
    {
        bar.MaxValue = Math.Max(1, progress.TotalBytes);
        bar.Value = Math.Min(progress.BytesDone, bar.MaxValue);
        bar.Description = $"{progress.Events:N0} events, {ReportWords.Bytes(progress.BytesDone / Math.Max(0.001, elapsed.TotalSeconds))}/s";
    }
}
