using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>Something beside the rules that looks at every event in the same pass: indicators, patterns, models.</summary>
public interface IEventWatch
{
    /// <summary>A watcher for one thread.</summary>
    IEventWatcher CreateWatcher();
}

/// <summary>Looks at the events of one reading thread; allocates nothing for an event that tells it nothing.</summary>
public interface IEventWatcher
{
    /// <summary>Looks at one event of a batch; must not throw.</summary>
    /// <param name="batch">The batch; valid during the call only.</param>
    /// <param name="index">Which event.</param>
    /// <param name="found">Takes what was found.</param>
    void Look(EventBatch batch, int index, ICollection<Finding> found);
}
