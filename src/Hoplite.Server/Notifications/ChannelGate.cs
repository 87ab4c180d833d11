using Hoplite.Detection.Sigma;

namespace Hoplite.Server.Notifications;

/// <summary>Decides what a channel sends now, what it keeps for a digest, and what it never sends. One thread at a time.</summary>
/// <param name="options">The channel's options.</param>
sealed class ChannelGate(ChannelOptions options)
{
    const int Shown = 10;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
    readonly Queue<DateTimeOffset> _sent = new();
    readonly List<Notice> _held = [];
    readonly SortedDictionary<Level, int> _levels = new(Comparer<Level>.Create((a, b) => b.CompareTo(a)));

    /// <summary>How many notices wait for a digest.</summary>
    public int Held => _levels.Values.Sum();

    /// <summary>Whether to send this one now; if not, it may be part of a digest later.</summary>
    public bool Admits(Notice notice, DateTimeOffset now)
    {
        if (notice.Level < options.MinLevel) return false;
        // The last place of a window is the digest's.
        var isAdmitted = (!IsQuiet(now) || notice.Level >= options.QuietBreaker) && Held == 0 && Free(now) > (options.MostPerTenMinutes > 1 ? 1 : 0);
        if (isAdmitted) _sent.Enqueue(now);
        else Hold(notice);
        return isAdmitted;
    }

    /// <summary>A digest, if there is something to say and it is time.</summary>
    public Notice? Due(DateTimeOffset now)
    {
        var top = _levels.Keys.FirstOrDefault();
        if (Held == 0 || Free(now) < 1 || (IsQuiet(now) && top < options.QuietBreaker)) return null;
        _sent.Enqueue(now);
        var counts = string.Join(", ", _levels.Select(l => $"{l.Value} {LevelNames.Of(l.Key)}"));
        var lines = _held.OrderByDescending(n => n.Level).Take(Shown).Select(n => $"- {PlainLine.Of(n.Title)}");
        var more = Held > Shown ? $"\nand {Held - Shown} more" : "";
        var digest = new Notice($"{Held} {(Held == 1 ? "notice" : "notices")}: {counts}", string.Join('\n', lines) + more, top, now, _held.Count == 1 ? _held[0].Link : null);
        _held.Clear();
        _levels.Clear();
        return digest;
    }

    int Free(DateTimeOffset now)
    {
        while (_sent.TryPeek(out var oldest) && now - oldest >= Window) _sent.Dequeue();
        return options.MostPerTenMinutes - _sent.Count;
    }

    void Hold(Notice notice)
    {
        _levels[notice.Level] = _levels.GetValueOrDefault(notice.Level) + 1;
        // The serious ones are those to name; the rest is counted.
        if (_held.Count < 100) _held.Add(notice);
        else if (_held.FindIndex(h => h.Level < notice.Level) is >= 0 and var index) _held[index] = notice;
    }

    bool IsQuiet(DateTimeOffset now) =>
        options is { QuietFrom: { } from, QuietUntil: { } until } && TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(now, _zone).TimeOfDay).IsBetween(from, until);
}
