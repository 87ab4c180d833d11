namespace Hoplite.Response.Broking;

/// <summary>One at a time for each target of each responder; different ones side by side.</summary>
sealed class TargetLocks
{
    readonly Dictionary<(string, string), (SemaphoreSlim Lock, int Waiting)> _locks = [];

    public async ValueTask<IDisposable> EnterAsync((string, string) place, CancellationToken cancellation)
    {
        SemaphoreSlim gate;
        lock (_locks)
        {
            var (found, waiting) = _locks.GetValueOrDefault(place);
            gate = found ?? new SemaphoreSlim(1, 1);
            _locks[place] = (gate, waiting + 1);
        }

        try
        {
            await gate.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            Leave(place, gate, wasIn: false);
            throw;
        }

        return new Hold(() => Leave(place, gate, wasIn: true));
    }

    void Leave((string, string) place, SemaphoreSlim gate, bool wasIn)
    {
        lock (_locks)
        {
            if (wasIn) gate.Release();
            var (_, waiting) = _locks[place];
            if (waiting == 1) _locks.Remove(place);
            else _locks[place] = (gate, waiting - 1);
        }
    }

    sealed class Hold(Action leave) : IDisposable
    {
        Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
