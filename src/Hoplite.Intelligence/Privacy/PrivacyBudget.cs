namespace Hoplite.Intelligence.Privacy;

/// <summary>How much may be told to each peer on each day: ε adds up, and when it is spent nothing more is told until tomorrow.</summary>
/// <param name="aDay">The ε of one peer and one day.</param>
/// <param name="time">The clock.</param>
public sealed class PrivacyBudget(double aDay, TimeProvider time)
{
    readonly Dictionary<string, (long Day, double Spent)> _spent = new(StringComparer.Ordinal);
    readonly Lock _gate = new();

    /// <summary>Takes a part of what is left; false when there is not enough.</summary>
    public bool TrySpend(string peer, double epsilon)
    {
        lock (_gate)
        {
            var day = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay;
            var spent = _spent.TryGetValue(peer, out var known) && known.Day == day ? known.Spent : 0;
            if (spent + epsilon > aDay + 1e-9) return false;
            _spent[peer] = (day, spent + epsilon);
            return true;
        }
    }
}
