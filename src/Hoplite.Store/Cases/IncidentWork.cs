namespace Hoplite.Store.Cases;

/// <summary>What people do with incidents: claim, release, close, reopen, note; each but the note can be undone for a while.</summary>
/// <param name="database">Where incidents are kept.</param>
/// <param name="undo">Remembers how things were.</param>
/// <param name="time">The clock.</param>
public sealed class IncidentWork(CaseDatabase database, UndoBook undo, TimeProvider time)
{
    /// <summary>The actions.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["claim", "release", "close", "reopen"];

    /// <summary>The most characters a note has.</summary>
    public const int LongestNote = 10_000;

    /// <summary>Does something with incidents; one that somebody else has claimed is not claimed again.</summary>
    /// <param name="ids">With which.</param>
    /// <param name="action">One of <see cref="Actions"/>.</param>
    /// <param name="verdict">For <c>close</c>: one of <see cref="IncidentState.Verdicts"/>.</param>
    /// <param name="note">Why; kept as a note.</param>
    /// <param name="actor">Who does it.</param>
    /// <exception cref="ArgumentException">The action or verdict is none of those.</exception>
    public UndoableChange Do(IReadOnlyList<Guid> ids, string action, string? verdict, string? note, string actor)
    {
        if (action == "close" && (verdict is null || !IncidentState.Verdicts.Contains(verdict))) throw new ArgumentException("to close an incident, say what it was: malicious, suspicious, benign or false-positive");
        if (note?.Length > LongestNote) throw new ArgumentException("a note has at most 10,000 characters");
        var now = time.GetUtcNow();
        return database.Write(session =>
        {
            var before = new List<IncidentBefore>();
            foreach (var id in ids.Distinct())
            {
                var was = IncidentBefore.Read(session, id);
                if (was is null || Apply(session, id, action, verdict, actor, now) == 0) continue;
                before.Add(was);
                CaseCommit.Log(session, id, now, Past(action), verdict ?? "", actor);
                if (!string.IsNullOrWhiteSpace(note)) AddNote(session, id, note, actor, now);
            }

            return before.Count == 0 ? new UndoableChange(0, null, null) : undo.Remember(session, new UndoStep(before, null, null), actor, before.Count);
        });
    }

    /// <summary>Adds a note.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public CaseNote Note(Guid id, string text, string actor)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestNote) throw new ArgumentException("a note has between 1 and 10,000 characters");
        return database.Write(s => AddNote(s, id, text, actor, time.GetUtcNow()));
    }

    static CaseNote AddNote(SqlSession session, Guid incident, string text, string actor, DateTimeOffset now)
    {
        var note = new CaseNote(Guid.CreateVersion7(now), actor, now, text);
        session.Execute("INSERT INTO notes (id, incident, author, time, text) VALUES (@0, @1, @2, @3, @4)", note.Id.ToString(), incident.ToString(), actor, now.UtcTicks, text);
        return note;
    }

    static int Apply(SqlSession session, Guid id, string action, string? verdict, string actor, DateTimeOffset now) => action switch
    {
        "claim" => session.Execute("UPDATE incidents SET state = 'claimed', owner = @1, claimed = @2, updated = @2 WHERE id = @0 AND state = 'new'", id.ToString(), actor, now.UtcTicks),
        "release" => session.Execute("UPDATE incidents SET state = 'new', owner = NULL, claimed = NULL, updated = @1 WHERE id = @0 AND state = 'claimed'", id.ToString(), now.UtcTicks),
        "close" => session.Execute(
            "UPDATE incidents SET state = 'closed', owner = coalesce(owner, @1), closed = @2, updated = @2, verdict = @3 WHERE id = @0 AND state <> 'closed'", id.ToString(), actor, now.UtcTicks, verdict),
        "reopen" => session.Execute("UPDATE incidents SET state = 'new', owner = NULL, verdict = NULL, closed = NULL, claimed = NULL, updated = @1 WHERE id = @0 AND state = 'closed'", id.ToString(), now.UtcTicks),
        _ => throw new ArgumentException($"an action is one of {string.Join(", ", Actions)}"),
    };

    static string Past(string action) => action switch
    {
        "claim" => "claimed",
        "release" => "released",
        "close" => "closed",
        _ => "reopened",
    };
}
