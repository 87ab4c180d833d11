using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Notifications;

/// <summary>Brings notices to all channels: bounded, with tries again, quiet hours and digests.</summary>
public sealed class NotificationLoop : BackgroundService
{
    readonly ChannelWorker[] _workers;

    /// <summary>Makes the loop.</summary>
    /// <param name="channels">The channels; they have been checked.</param>
    /// <param name="create">Makes the notifier of a channel.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where problems are told.</param>
    public NotificationLoop(IReadOnlyList<ChannelOptions> channels, Func<ChannelOptions, INotifier> create, TimeProvider time, ILogger<NotificationLoop> log)
    {
        if (ChannelRule.Complaints(channels) is { Count: > 0 } complaints) throw new InvalidDataException(string.Join("; ", complaints));
        _workers = [.. channels.Select(c => new ChannelWorker(c, create(c), time, log) { Changed = () => HealthChanged?.Invoke() })];
    }

    /// <summary>Hears when a channel does better or worse than before.</summary>
    public Action? HealthChanged { get; set; }

    /// <summary>How the channels are doing.</summary>
    public IReadOnlyList<ChannelHealth> Health => [.. _workers.Select(w => w.Health)];

    /// <summary>Hands a notice to every channel; it never waits.</summary>
    /// <returns>Whether every channel took it.</returns>
    public bool Post(Notice notice) => _workers.Aggregate(true, (all, worker) => worker.TryPost(notice) && all);

    /// <summary>Sends a test through one channel; false when there is none of that name.</summary>
    public async Task<bool> TestAsync(string name, CancellationToken cancellation)
    {
        if (_workers.FirstOrDefault(w => w.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } worker) return false;
        await worker.TestAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_workers.Select(w => w.RunAsync(stoppingToken)));
}
