namespace Hoplite.Server.Intelligence;

/// <summary>Slows down those who try invitations: a handful of failures a minute from one address.</summary>
/// <param name="time">The clock.</param>
sealed class KnockLimit(TimeProvider time)
{
    const int Most = 6;
    const int MostAddresses = 10_000;

    readonly Dictionary<string, int> _failed = new(StringComparer.Ordinal);
    readonly Lock _gate = new();
    long _minute;

    /// <summary>Whether an address has to wait.</summary>
    public bool IsShut(string address)
    {
        lock (_gate)
        {
            Turn();
            return _failed.Count >= MostAddresses || _failed.GetValueOrDefault(address) >= Most;
        }
    }

    /// <summary>It failed.</summary>
    public void Failed(string address)
    {
        lock (_gate)
        {
            Turn();
            _failed[address] = _failed.GetValueOrDefault(address) + 1;
        }
    }

    void Turn()
    {
        var minute = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        if (minute == _minute) return;
        _minute = minute;
        _failed.Clear();
    }
}
