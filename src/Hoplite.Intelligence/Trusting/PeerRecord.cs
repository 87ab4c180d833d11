namespace Hoplite.Intelligence.Trusting;

/// <summary>One peer as this node has come to know it: its trust for each kind, its recent claims, and who let it in.</summary>
sealed class PeerRecord(string id, int number, TrustOptions options, DateTimeOffset since)
{
    readonly Dictionary<(NamedKind Kind, bool Objects), PeerTrust> _trust = [];
    readonly RecentClaims _claims = new(options.Recent);
    readonly RecentClaims _objections = new(options.Recent);
    readonly Queue<DateTimeOffset> _wrong = [];

    public string Id => id;

    /// <summary>Tells it apart from others of this run.</summary>
    public int Number => number;

    public DateTimeOffset Since { get; set; } = since;

    public string? InvitedBy { get; set; }

    public RecentClaims Recent(bool objects) => objects ? _objections : _claims;

    public IEnumerable<KeyValuePair<(NamedKind Kind, bool Objects), PeerTrust>> Trusts => _trust;

    public PeerTrust Trust(NamedKind kind, bool objects, DateTimeOffset now) =>
        (_trust.TryGetValue((kind, objects), out var known) ? known : PeerTrust.Newcomer(options, Since)).Fade(options, now);

    public void Set(NamedKind kind, bool objects, PeerTrust trust) => _trust[(kind, objects)] = trust;

    public void Right(NamedKind kind, bool objects, DateTimeOffset now, double weight) => _trust[(kind, objects)] = Trust(kind, objects, now).Right(options, now, weight);

    public void Wrong(NamedKind kind, bool objects, DateTimeOffset now, double weight)
    {
        _trust[(kind, objects)] = Trust(kind, objects, now).Wrong(options, now, weight);
        if (!objects) _wrong.Enqueue(now);
    }

    /// <summary>Takes back what is left of one lesson.</summary>
    public void Unlearn(NamedKind kind, Lesson lesson, DateTimeOffset now)
    {
        _trust[(kind, lesson.Objects)] = Trust(kind, lesson.Objects, now).Without(lesson, options, now);
        if (lesson.Objects || lesson.Bad <= 0) return;

        // One wrong claim less counts towards being suspended.
        var left = _wrong.ToList();
        left.Remove(lesson.At);
        _wrong.Clear();
        foreach (var at in left) _wrong.Enqueue(at);
    }

    /// <summary>Whether so much of what it said lately was wrong that the rest of it is not believed either.</summary>
    public bool IsSuspended(DateTimeOffset now)
    {
        while (_wrong.TryPeek(out var oldest) && now - oldest > options.Recent) _wrong.Dequeue();
        return _wrong.Count >= 3 && _wrong.Count >= options.BadShare * Math.Max(1, _claims.Count);
    }
}
