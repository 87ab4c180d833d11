using System.Runtime.ExceptionServices;

namespace Hoplite.Telemetry.Scanning;

/// <summary>Reads all evidence below some paths: folders, files, archives in archives, on as many threads as asked.</summary>
/// <param name="readers">The formats to look for, normally <see cref="ReaderCatalogue.All"/>.</param>
/// <param name="options">The bounds; null for the usual ones.</param>
public sealed class EvidenceScanner(IReadOnlyList<IEventReader> readers, ScanOptions? options = null)
{
    readonly ScanOptions _options = options ?? new ScanOptions();

    /// <summary>Reads everything and returns when all of it has been posted.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="sinks">Makes the sink of one worker; called once for each before any of them starts.</param>
    /// <param name="progress">Tells how far it is.</param>
    /// <param name="cancellation">Stops it; what was posted stays posted.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Scan(IReadOnlyList<string> paths, Func<IEventSink> sinks, ScanProgress progress, CancellationToken cancellation = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var first = new TaskSink(sinks(), progress);
        var files = EvidenceWalk.Files(paths, first.Report, stop.Token);
        var tasks = new ScanPlan(readers, _options).Tasks(files, first.Report, stop.Token);
        foreach (var task in tasks) progress.Expect(task.Bytes);

        var next = -1;
        Exception? failure = null;
        void Work(TaskSink sink)
        {
            try
            {
                var worker = new ScanWorker(readers, _options, sink, stop.Token);
                while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var i && i < tasks.Count) worker.Run(tasks[i]);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                stop.Cancel();
            }
        }

        var threads = new List<Thread>();
        for (var i = 1; i < Math.Max(1, _options.Workers); i++)
        {
            var sink = new TaskSink(sinks(), progress);
            threads.Add(new Thread(() => Work(sink)) { IsBackground = true, Name = $"evidence {i}" });
        }

        foreach (var thread in threads) thread.Start();
        Work(first);
        foreach (var thread in threads) thread.Join();
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }
}
