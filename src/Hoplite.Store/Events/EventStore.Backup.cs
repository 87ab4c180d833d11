namespace Hoplite.Store.Events;

/// <summary>How a copy of the events is made while work goes on.</summary>
public sealed partial class EventStore
{
    /// <summary>Hands over every file of the store in a state that can be opened again; nothing is added meanwhile.</summary>
    /// <param name="copy">Takes the path of a file and its name below the folder of the store.</param>
    /// <param name="cancellation">Gives up waiting for the moment between two commits.</param>
    public async Task BackUpAsync(Action<string, string> copy, CancellationToken cancellation)
    {
        while (!TryBackUp(copy)) await Task.Delay(10, cancellation).ConfigureAwait(false);
    }

    bool TryBackUp(Action<string, string> copy)
    {
        lock (_gate)
        {
            if (_transaction is not null) return false;
            Execute("CHECKPOINT");
            copy(Path.Combine(_folder, "events.duckdb"), "events.duckdb");
            foreach (var (file, _) in ColdFiles()) copy(Path.Combine(_folder, "cold", file), "cold/" + file);
            return true;
        }
    }
}
