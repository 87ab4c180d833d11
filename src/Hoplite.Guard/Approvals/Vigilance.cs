namespace Hoplite.Guard.Approvals;

/// <summary>How people did at test questions.</summary>
/// <param name="Passed">How many they refused, as they should.</param>
/// <param name="Failed">How many they approved.</param>
public readonly record struct VigilanceScore(int Passed, int Failed);

/// <summary>Whether a person still reads what is approved: not too many within an hour, and none of the tests.</summary>
/// <param name="time">The clock.</param>
sealed class Vigilance(TimeProvider time)
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Dictionary<string, List<DateTimeOffset>> _approved = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, DateTimeOffset> _resting = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, VigilanceScore> _tests = new(StringComparer.OrdinalIgnoreCase);

    public int MostAnHour { get; set; } = 6;

    public IReadOnlyDictionary<string, VigilanceScore> Tests => _tests.ToDictionary(StringComparer.OrdinalIgnoreCase);

    public bool MayApprove(string person)
    {
        var now = time.GetUtcNow();
        if (_resting.TryGetValue(person, out var until) && now < until) return false;
        return !_approved.TryGetValue(person, out var list) || list.Count(t => now - t < Hour) < MostAnHour;
    }

    public void Approved(string person)
    {
        var now = time.GetUtcNow();
        if (!_approved.TryGetValue(person, out var list)) _approved[person] = list = [];
        list.RemoveAll(t => now - t >= Hour);
        list.Add(now);
    }

    public void Passed(string person) => _tests[person] = _tests.GetValueOrDefault(person) with { Passed = _tests.GetValueOrDefault(person).Passed + 1 };

    public void Failed(string person)
    {
        _tests[person] = _tests.GetValueOrDefault(person) with { Failed = _tests.GetValueOrDefault(person).Failed + 1 };
        _resting[person] = time.GetUtcNow() + Hour;
    }
}
