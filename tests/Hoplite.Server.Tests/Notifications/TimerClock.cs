using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Notifications;

/// <summary>A clock that knows who waits for it, so that it never moves on too early.</summary>
sealed class TimerClock : FakeTimeProvider
{
    readonly Channel<TimeSpan> _waiting = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waiting.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits for so long, and lets that time pass.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        while (await _waiting.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken) != time)
        {
            // Something else waits for longer or shorter.
        }

        Advance(time);
    }
}
