using System.Collections.Concurrent;

namespace Hoplite.Server.Identity.Sessions;

/// <summary>What a sign-in or an enrolment that is half done needs to go on.</summary>
/// <param name="User">Who, when that is known.</param>
/// <param name="State">What the next step needs: a passkey challenge or a TOTP secret.</param>
/// <param name="Expires">Until when it can go on.</param>
sealed record Pending(Guid? User, string State, DateTimeOffset Expires)
{
    int _tries;

    /// <summary>Counts a try; false when there were too many.</summary>
    public bool TryAgain() => Interlocked.Increment(ref _tries) <= 5;
}

/// <summary>Sign-ins and enrolments that are half done. Kept in memory, for a few minutes, and bounded.</summary>
sealed class PendingBook(TimeProvider time)
{
    const int Most = 10_000;

    readonly ConcurrentDictionary<string, Pending> _all = new(StringComparer.Ordinal);

    /// <summary>How long something may be half done.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Begins something and names it.</summary>
    public string Begin(Guid? user, string state)
    {
        var name = Secret.New("").Token;
        Begin(name, user, state);
        return name;
    }

    /// <summary>Begins something under a name, in place of what had it.</summary>
    public void Begin(string name, Guid? user, string state)
    {
        var now = time.GetUtcNow();
        if (_all.Count >= Most) Forget(now);
        _all[name] = new Pending(user, state, now + Life);
    }

    /// <summary>Looks something up; null when it is over, or has been tried too often.</summary>
    public Pending? Find(string? name) => name is not null && _all.TryGetValue(name, out var pending) && pending.Expires > time.GetUtcNow() && pending.TryAgain() ? pending : null;

    /// <summary>Takes something: it works once.</summary>
    public Pending? Take(string? name) => name is not null && _all.TryRemove(name, out var pending) && pending.Expires > time.GetUtcNow() ? pending : null;

    /// <summary>Forgets something.</summary>
    public void End(string? name) => Take(name);

    void Forget(DateTimeOffset now)
    {
        foreach (var (name, pending) in _all)
            if (pending.Expires <= now) _all.TryRemove(name, out _);
        // Under a flood somebody may have to begin again, and memory stays bounded.
        if (_all.Count >= Most) _all.Clear();
    }
}
