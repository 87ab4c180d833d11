using Hoplite.Detection.Sigma;
using Hoplite.Incidents;

namespace Hoplite.Agents.Working;

/// <summary>The incidents that wait to be looked into: each once, in its latest state, the most serious first. One that grows is looked into again soon, then after twice as long each time, unless it becomes more serious.</summary>
/// <param name="most">How many wait at most; what does not fit is found again in what is kept.</param>
/// <param name="pause">How long an incident waits at most between two looks.</param>
/// <param name="time">The clock.</param>
public sealed class CaseQueue(int most, TimeSpan pause, TimeProvider time)
{
    const int MostRemembered = 10_000;

    // What confirms a finding often arrives right behind it, and containment must not wait for it.
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    readonly Lock _gate = new();
    readonly Dictionary<Guid, Waiting> _waiting = [];
    readonly Dictionary<Guid, (DateTimeOffset At, Level Severity, int Looks)> _done = [];
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _overflowed;
    long _turn;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Puts an incident in, or its latest state in the place of an older one. Never waits.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="severity">How serious it is.</param>
    /// <param name="latest">It; null when it is to be put together from what is kept.</param>
    /// <param name="atOnce">Whether a person asks for it.</param>
    public void Put(Guid id, Level severity, Incident? latest, bool atOnce = false)
    {
        lock (_gate)
        {
            var known = _waiting.GetValueOrDefault(id);
            if (known is null && _waiting.Count >= most && !atOnce)
            {
                _overflowed = true;
                return;
            }

            var from = !atOnce && _done.TryGetValue(id, out var done) && severity <= done.Severity ? done.At + PauseAfter(done.Looks) : DateTimeOffset.MinValue;
            _waiting[id] = new Waiting(latest ?? known?.Latest, (Level)Math.Max((int)severity, (int)(known?.Severity ?? severity)), known is null || from < known.From ? from : known.From, known?.Turn ?? _turn++, atOnce || known is { AtOnce: true });
            _changed.TrySetResult();
        }
    }

    /// <summary>Takes the next one; waits until there is one.</summary>
    public async ValueTask<(Guid Id, Incident? Latest)> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            TimeSpan wait;
            lock (_gate)
            {
                var now = time.GetUtcNow();
                if (_waiting.Where(w => w.Value.From <= now).OrderByDescending(w => w.Value.AtOnce).ThenByDescending(w => w.Value.Severity).ThenBy(w => w.Value.Turn).Select(w => (KeyValuePair<Guid, Waiting>?)w).FirstOrDefault() is { } next)
                {
                    _waiting.Remove(next.Key);
                    var looks = _done.TryGetValue(next.Key, out var before) && now - before.At <= 2 * pause ? before.Looks + 1 : 1;
                    if (_done.Count >= MostRemembered) _done.Clear();
                    _done[next.Key] = (now, next.Value.Severity, looks);
                    return (next.Key, next.Value.Latest);
                }

                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (changed, wait) = (_changed.Task, _waiting.Count == 0 ? Timeout.InfiniteTimeSpan : _waiting.Values.Min(w => w.From) - now);
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(changed, Task.Delay(wait, time, stop.Token)).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whether some did not fit since this was last asked.</summary>
    public bool TakeOverflow()
    {
        lock (_gate)
        {
            var overflowed = _overflowed;
            _overflowed = false;
            return overflowed;
        }
    }

    TimeSpan PauseAfter(int looks) => looks > 16 ? pause : TimeSpan.FromTicks(Math.Min(pause.Ticks, ShortestPause.Ticks << (looks - 1)));

    sealed record Waiting(Incident? Latest, Level Severity, DateTimeOffset From, long Turn, bool AtOnce);
}
