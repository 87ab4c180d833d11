using Hoplite.Server.Api.Overview;
using Hoplite.Server.Sources;

namespace Hoplite.Server.Hosting;

/// <summary>Looks at whether everything works, and says in plain words what does not and what to do.</summary>
/// <param name="platform">The platform.</param>
public sealed class Checkup(Platform platform)
{
    static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    /// <summary>What was checked.</summary>
    public IReadOnlyList<HealthCheck> Run() => [Disk(), Detection(), Store(), Rules(), Sources(), .. Loops()];

    HealthCheck Disk()
    {
        var free = new DriveInfo(platform.Data).AvailableFreeSpace >> 20;
        var least = platform.Options.Store.MinFreeMb;
        return free < least ? new("disk", "bad", $"{free} MB are free; senders are told to wait", $"Make room on the disk of {platform.Data}, or lower store.retention")
            : free < least * 4 ? new("disk", "warning", $"{free} MB are free; below {least} MB nothing is accepted", $"Make room on the disk of {platform.Data}, or lower store.retention")
            : new("disk", "good", $"{free} MB are free", null);
    }

    HealthCheck Detection() => platform.Lag() is var lag && lag > Late
        ? new("detection", "warning", $"detection is {lag.TotalSeconds:0} seconds behind what arrives", "Wait for a burst to pass; if it lasts, use fewer rules or a faster machine")
        : new("detection", "good", $"{platform.Detection.Events} events looked at since the start", null);

    HealthCheck Store()
    {
        var waiting = platform.Spool.Durable - platform.Storing.Position;
        return waiting > 512L << 20 ? new("store", "warning", $"{waiting >> 20} MB wait to be stored; they cannot be searched yet", "Wait for a burst to pass; if it lasts, give the store more memory")
            : new("store", "good", "what arrives can be searched", null);
    }

    HealthCheck Rules()
    {
        var rules = platform.Rules.Rules;
        var count = rules.Rules.Length + rules.Correlations.Length;
        return count == 0 ? new("rules", "bad", "there are no rules", "Set rules.starter to true, or run 'hoplite rules update'")
            : rules.Rejections.Length > 0 ? new("rules", "warning", $"{count} rules are in use, {rules.Rejections.Length} could not be used", "See Detections for the reasons")
            : new("rules", "good", $"{count} rules are in use", null);
    }

    HealthCheck Sources()
    {
        var states = platform.Sources.All.Select(s => (Source: s, State: platform.Sources.StateOf(s))).ToArray();
        if (states.Where(s => s.State == SourceState.Silent).Select(s => s.Source.Name).ToArray() is { Length: > 0 } silent)
            return new("sources", "bad", $"silent: {string.Join(", ", silent.Take(5))}", "Look whether the sender runs and reaches this machine");
        if (states.Where(s => s.State == SourceState.Failing).Select(s => s.Source.Name).ToArray() is { Length: > 0 } failing)
            return new("sources", "warning", $"much of it cannot be read: {string.Join(", ", failing.Take(5))}", "See Sources for the reasons");
        return states.Any(s => s.State == SourceState.Healthy) ? new("sources", "good", $"{states.Count(s => s.State == SourceState.Healthy)} sources deliver", null)
            : new("sources", "unknown", "no source has delivered anything since the start", "Connect one under Sources");
    }

    IEnumerable<HealthCheck> Loops() => platform.Supervisor.States.Where(s => s.Value.Reason is not null)
        .Select(s => new HealthCheck(s.Key, "bad", $"it failed {s.Value.Failures} times: {s.Value.Reason}", "It is begun again by itself; if it goes on, look into the log"));
}
