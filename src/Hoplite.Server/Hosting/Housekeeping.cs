using Hoplite.Server.Sources;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Hosting;

/// <summary>What has to be done now and then: rules that changed, deliveries and cases that are no longer needed, sources that fell silent.</summary>
/// <param name="platform">The platform.</param>
sealed class Housekeeping(Platform platform)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(1);

    static readonly TimeSpan AgeEvery = TimeSpan.FromHours(1);

    // Detection groups what it finds with the findings of the last days: an incident that is forgotten sooner would come back as a new one.
    static readonly TimeSpan LeastCases = TimeSpan.FromDays(7);

    readonly CaseAgeing _cases = new(platform.Database);
    readonly Dictionary<string, SourceState> _states = new(StringComparer.Ordinal);
    DateTimeOffset _forgotten;
    DateTimeOffset _aged;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var now = platform.Time.GetUtcNow();
            if (platform.Rules.Refresh()) platform.Detection.Replace(platform.Rules.Rules);
            if (now - _forgotten > ForgetEvery)
            {
                _forgotten = now;
                Forget(now);
            }

            if (now - _aged > AgeEvery)
            {
                _aged = now;
                _cases.Forget(now - (platform.Options.Store.Cases > LeastCases ? platform.Options.Store.Cases : LeastCases), cancellation);
            }

            foreach (var source in platform.Sources.All) Watch(source);
            if (platform.Feed.Listeners > 0) platform.Feed.Tell("overview", new { AsOf = now });
            await Task.Delay(Pause, platform.Time, cancellation).ConfigureAwait(false);
        }
    }

    // What was stored and looked at is kept for a while as it came, but not at the price of refusing what comes.
    void Forget(DateTimeOffset now)
    {
        var done = Math.Min(platform.Storing.Position, platform.Detection.Position);
        var keep = platform.Spool.PositionBefore(now - platform.Options.Store.KeepRaw);
        var half = platform.Spool.Durable - ((long)platform.Options.Store.SpoolMb << 20) / 2;
        platform.Spool.Forget(Math.Min(done, Math.Max(keep, half)));
    }

    void Watch(EnrolledSource source)
    {
        var state = platform.Sources.StateOf(source);
        if (_states.TryGetValue(source.Id, out var before) && before == state) return;
        _states[source.Id] = state;
        platform.Feed.Tell("source", new { source.Id, State = state.ToString().ToLowerInvariant() });
        if (state == SourceState.Silent) platform.SourceFellSilent?.Invoke(source);
    }
}
