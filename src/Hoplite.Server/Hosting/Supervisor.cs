using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Hosting;

/// <summary>Keeps the loops of the platform going: one that fails is begun again after a pause that grows, and its state is there to be seen.</summary>
/// <param name="log">Where failures are written.</param>
/// <param name="time">The clock.</param>
public sealed partial class Supervisor(ILogger log, TimeProvider time)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    readonly Lock _gate = new();
    readonly Dictionary<string, LoopState> _states = new(StringComparer.Ordinal);

    /// <summary>How the loops are doing.</summary>
    public IReadOnlyDictionary<string, LoopState> States
    {
        get
        {
            lock (_gate) return new Dictionary<string, LoopState>(_states, StringComparer.Ordinal);
        }
    }

    /// <summary>Runs a loop until it is cancelled.</summary>
    /// <param name="name">What it is called where its state is shown.</param>
    /// <param name="run">The loop; when it is begun again it goes on where what is durable ends.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task KeepAsync(string name, Func<CancellationToken, Task> run, CancellationToken cancellation)
    {
        var failures = 0;
        while (!cancellation.IsCancellationRequested)
        {
            Set(name, new LoopState(failures, null, null));
            var begun = time.GetTimestamp();
            try
            {
                await run(cancellation).ConfigureAwait(false);
                if (cancellation.IsCancellationRequested) return;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (time.GetElapsedTime(begun) > LongestPause) failures = 0;
                failures++;
                Set(name, new LoopState(failures, failure.Message, time.GetUtcNow()));
                Failed(log, name, failure);
            }

            try
            {
                var pause = Math.Min(LongestPause.TotalSeconds, Math.Pow(2, failures - 1));
                await Task.Delay(TimeSpan.FromSeconds(pause), time, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    void Set(string name, LoopState state)
    {
        lock (_gate) _states[name] = state;
    }

    [LoggerMessage(LogLevel.Error, "The loop '{Loop}' failed and is begun again")]
    static partial void Failed(ILogger log, string loop, Exception failure);
}

/// <summary>How a loop is doing.</summary>
/// <param name="Failures">How often it failed in a row.</param>
/// <param name="Reason">What the last failure said; null while it runs.</param>
/// <param name="Since">When it failed; null while it runs.</param>
public sealed record LoopState(int Failures, string? Reason, DateTimeOffset? Since);
