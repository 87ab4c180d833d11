using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Notifications;

/// <summary>Serves one channel, so that a slow one keeps no other waiting.</summary>
sealed partial class ChannelWorker(ChannelOptions options, INotifier notifier, TimeProvider time, ILogger log)
{
    const int Waiting = 1_000;
    const int Tries = 6;
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    readonly Channel<Notice> _queue = Channel.CreateBounded<Notice>(Waiting);
    readonly ChannelGate _gate = new(options);
    ChannelHealth _health = new(options.Name, 0, 0, 0, null, null);

    public string Name => options.Name;

    public ChannelHealth Health => Volatile.Read(ref _health);

    /// <summary>Hears when it does better or worse than before.</summary>
    public Action? Changed { get; init; }

    /// <summary>Takes a notice; false when too many wait.</summary>
    public bool TryPost(Notice notice)
    {
        if (_queue.Writer.TryWrite(notice)) return true;
        Change(h => h with { Lost = h.Lost + 1, Problem = "too many notices wait" });
        return false;
    }

    /// <summary>Sends one now, past gate and queue, to see whether the channel works.</summary>
    public Task TestAsync(CancellationToken cancellation) =>
        notifier.SendAsync(new Notice("Test from Hoplite", "This channel works.", options.MinLevel, time.GetUtcNow()), cancellation);

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var tick = timer.WaitForNextTickAsync(cancellation).AsTask();
        while (!cancellation.IsCancellationRequested)
        {
            var ready = _queue.Reader.WaitToReadAsync(cancellation).AsTask();
            if (await Task.WhenAny(ready, tick).ConfigureAwait(false) == tick)
            {
                await tick.ConfigureAwait(false);
                tick = timer.WaitForNextTickAsync(cancellation).AsTask();
            }

            while (_queue.Reader.TryRead(out var notice))
                if (_gate.Admits(notice, time.GetUtcNow())) await SendAsync(notice, cancellation).ConfigureAwait(false);
            if (_gate.Due(time.GetUtcNow()) is { } digest) await SendAsync(digest, cancellation).ConfigureAwait(false);
            Change(h => h with { Held = _gate.Held });
        }
    }

    async Task SendAsync(Notice notice, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await notifier.SendAsync(notice, cancellation).ConfigureAwait(false);
                Change(h => h with { Sent = h.Sent + 1, LastSent = time.GetUtcNow(), Problem = null });
                return;
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // Its message, not the exception: that may hold the address, which is a secret.
                var why = PlainLine.Of(problem.Message);
                Change(h => h with { Problem = why });
                Failed(log, options.Name, attempt, why);
                if (attempt == Tries || problem is NotRetried)
                {
                    Change(h => h with { Lost = h.Lost + 1 });
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(4, attempt - 1)), time, cancellation).ConfigureAwait(false);
        }
    }

    void Change(Func<ChannelHealth, ChannelHealth> change)
    {
        ChannelHealth before, after;
        do
        {
            before = Volatile.Read(ref _health);
            after = change(before);
        }
        while (Interlocked.CompareExchange(ref _health, after, before) != before);
        if (after != before) Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Warning, "Channel {Channel}, try {Attempt}: {Why}")]
    static partial void Failed(ILogger log, string channel, int attempt, string why);
}

/// <summary>A refusal that another try will not change.</summary>
sealed class NotRetried(string message) : Exception(message);
