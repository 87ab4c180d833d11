using Hoplite.Detection;

namespace Hoplite.Store.Cases;

/// <summary>Decisions that certain findings need no attention, each with an owner, a reason and an end. Safe to use from several threads.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="undo">Remembers how things were.</param>
/// <param name="time">The clock.</param>
public sealed class SuppressionBook(CaseDatabase database, UndoBook undo, TimeProvider time)
{
    static readonly TimeSpan Looked = TimeSpan.FromDays(30);
    const int MostLooked = 100_000;
    const string Columns = "id, rule, conditions, kind, owner, reason, expires, created, removed";

    volatile IReadOnlyList<Suppression>? _active;

    /// <summary>The suppression that hides a finding; null when none does.</summary>
    public Guid? Covering(Finding finding)
    {
        var now = time.GetUtcNow();
        foreach (var suppression in _active ??= [.. All().Where(s => s.Removed is null).Select(s => s.Suppression)])
            if (suppression.Expires > now && suppression.Covers(finding)) return suppression.Id;
        return null;
    }

    /// <summary>All suppressions, the newest first.</summary>
    public IReadOnlyList<KeptSuppression> All() => database.Read(s => s.Query(
        $"SELECT {Columns}, (SELECT count(*) FROM findings WHERE suppressed = suppressions.id) FROM suppressions ORDER BY created DESC",
        r => new KeptSuppression(
            new Suppression(Guid.Parse(r.GetString(0)), r.Text(1), CaseJson.Read<SuppressionCondition[]>(r.GetString(2)), r.GetString(3), r.GetString(4), r.GetString(5), r.Time(6)!.Value),
            r.Time(7)!.Value, r.Time(8), r.GetInt32(9))));

    /// <summary>What a suppression would have hidden in the last 30 days.</summary>
    /// <exception cref="ArgumentException">It could not be made like this; says why.</exception>
    public SuppressionEffect Preview(string? rule, IReadOnlyList<SuppressionCondition> conditions)
    {
        Check(rule, conditions);
        var candidate = new Suppression(Guid.Empty, rule, conditions, "suppress", "", "", DateTimeOffset.MaxValue);
        return database.Read(s => Effect(s, candidate, time.GetUtcNow()));
    }

    /// <summary>Makes a suppression: hides what it covers from now on, and of the last 30 days; closes incidents that have nothing else.</summary>
    /// <exception cref="ArgumentException">Something is missing or out of bounds; says what.</exception>
    public UndoableChange Make(string? rule, IReadOnlyList<SuppressionCondition> conditions, string kind, string? reason, DateTimeOffset? expires, string owner)
    {
        var now = time.GetUtcNow();
        Check(rule, conditions);
        Check(kind, reason, expires, now);
        var suppression = new Suppression(Guid.CreateVersion7(now), rule, conditions, kind, owner, reason!.Trim(), expires!.Value);
        var change = database.Write(session =>
        {
            session.Execute(
                "INSERT INTO suppressions (id, rule, conditions, kind, owner, reason, created, expires) VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
                suppression.Id.ToString(), rule, CaseJson.Write(conditions), kind, owner, suppression.Reason, now.UtcTicks, suppression.Expires.UtcTicks);
            var effect = Effect(session, suppression, now);
            foreach (var hidden in effect.Hidden) session.Execute("UPDATE findings SET suppressed = @1 WHERE id = @0", hidden.Id.ToString(), suppression.Id.ToString());
            var before = new List<IncidentBefore>();
            foreach (var emptied in effect.Emptied)
            {
                before.Add(IncidentBefore.Read(session, emptied)!);
                session.Execute(
                    "UPDATE incidents SET state = 'closed', verdict = @1, owner = @2, closed = @3, updated = @3 WHERE id = @0",
                    emptied.ToString(), kind == "accept" ? "benign" : "false-positive", owner, now.UtcTicks);
                CaseCommit.Log(session, emptied, now, "closed", "every finding of it is suppressed: " + suppression.Reason, owner);
            }

            return undo.Remember(session, new UndoStep(before, suppression.Id, null), owner, effect.Hidden.Count);
        });
        _active = null;
        return change;
    }

    /// <summary>Ends a suppression before its time; what it hid stays hidden, what comes does not.</summary>
    public UndoableChange Remove(Guid id, string actor)
    {
        var change = database.Write(session => session.Execute("UPDATE suppressions SET removed = @1 WHERE id = @0 AND removed IS NULL", id.ToString(), time.GetUtcNow().UtcTicks) == 0
            ? new UndoableChange(0, null, null)
            : undo.Remember(session, new UndoStep([], null, id), actor, 1));
        _active = null;
        return change;
    }

    /// <summary>Reads the suppressions anew; to be called after an undo.</summary>
    public void Refresh() => _active = null;

    internal static IReadOnlyList<Finding> Lift(SqlSession session, Guid id, DateTimeOffset now)
    {
        var hidden = session.Query("SELECT json FROM findings WHERE suppressed = @0", r => FindingJson.Read((byte[])r.GetValue(0)), id.ToString());
        session.Execute("UPDATE suppressions SET removed = @1 WHERE id = @0", id.ToString(), now.UtcTicks);
        session.Execute("UPDATE findings SET suppressed = NULL WHERE suppressed = @0", id.ToString());
        return hidden;
    }

    internal static int PutBack(SqlSession session, Guid id) => session.Execute("UPDATE suppressions SET removed = NULL WHERE id = @0", id.ToString());

    static SuppressionEffect Effect(SqlSession session, Suppression candidate, DateTimeOffset now)
    {
        // One at a time: findings are large, and only those that are covered are kept.
        var looked = 0;
        var hidden = new List<FindingLine>();
        session.Query(
            $"SELECT id, time, found, rule, title, level, host, user, incident, suppressed, detail, json FROM findings WHERE found >= @0 AND suppressed IS NULL AND (@1 IS NULL OR rule = @1) ORDER BY found DESC LIMIT {MostLooked}",
            r =>
            {
                looked++;
                if (candidate.Covers(FindingJson.Read((byte[])r.GetValue(11)))) hidden.Add(FindingBook.Line(r));
                return 0;
            },
            (now - Looked).UtcTicks, candidate.Rule);
        var confirmed = 0;
        var emptied = new List<Guid>();
        foreach (var group in hidden.Where(f => f.Incident is not null).GroupBy(f => f.Incident!.Value))
        {
            var (state, verdict, rest) = session.Query(
                "SELECT state, verdict, (SELECT count(*) FROM findings WHERE incident = incidents.id AND suppressed IS NULL) FROM incidents WHERE id = @0",
                r => (r.GetString(0), r.Text(1), r.GetInt32(2)), group.Key.ToString()).FirstOrDefault();
            if (verdict is "malicious" or "suspicious") confirmed += group.Count();
            if (state is "new" or "claimed" && rest <= group.Count()) emptied.Add(group.Key);
        }

        return new SuppressionEffect((int)Looked.TotalDays, looked, hidden, confirmed, emptied);
    }

    static void Check(string? rule, IReadOnlyList<SuppressionCondition> conditions)
    {
        if (rule is null && conditions.Count == 0) throw new ArgumentException("say which rule or which field it is about; a suppression of everything is not made");
        if (conditions.Count > 10 || conditions.Any(c => c.Field.Length is 0 or > 200 || c.Value.Length is 0 or > 2000)) throw new ArgumentException("a condition needs a field and a value; at most ten conditions");
        if (conditions.FirstOrDefault(c => !SuppressionCondition.Operators.Contains(c.Op)) is { } odd) throw new ArgumentException($"'{odd.Op}' is no operator; use one of {string.Join(", ", SuppressionCondition.Operators)}");
        if (conditions.Any(c => c.Op == "cidr" && !System.Net.IPNetwork.TryParse(c.Value, out _))) throw new ArgumentException("cidr wants a network such as 10.1.0.0/16");
    }

    static void Check(string kind, string? reason, DateTimeOffset? expires, DateTimeOffset now)
    {
        if (kind is not ("suppress" or "accept")) throw new ArgumentException("the kind is suppress or accept");
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 2000) throw new ArgumentException("give a reason, so that the next person understands");
        if (expires is null || expires <= now || expires > now.AddDays(366)) throw new ArgumentException("give an end within a year; nothing is hidden for ever");
    }
}

/// <summary>A suppression as it is kept.</summary>
/// <param name="Suppression">The suppression.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Removed">When it was ended before its time.</param>
/// <param name="Hidden">How many findings it has hidden.</param>
public sealed record KeptSuppression(Suppression Suppression, DateTimeOffset Created, DateTimeOffset? Removed, int Hidden);

/// <summary>What a suppression hides of the last days.</summary>
/// <param name="Days">How many days were looked at.</param>
/// <param name="Looked">How many findings were looked at.</param>
/// <param name="Hidden">Those it hides.</param>
/// <param name="InConfirmed">How many of them are in incidents that a person found malicious or suspicious.</param>
/// <param name="Emptied">Open incidents that have no other finding.</param>
public sealed record SuppressionEffect(int Days, int Looked, IReadOnlyList<FindingLine> Hidden, int InConfirmed, IReadOnlyList<Guid> Emptied)
{
    /// <summary>The same in one sentence.</summary>
    public string Sentence => $"would have hidden {Count(Hidden.Count, "finding")} of the last {Days} days, {InConfirmed} of them in confirmed incidents";

    static string Count(int count, string noun) => count == 1 ? "1 " + noun : $"{count} {noun}s";
}
