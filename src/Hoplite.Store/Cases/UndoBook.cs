using System.Security.Cryptography;
using Hoplite.Detection;

namespace Hoplite.Store.Cases;

/// <summary>Remembers for a while how things were before somebody changed them.</summary>
/// <param name="database">Where it is kept.</param>
/// <param name="time">The clock.</param>
public sealed class UndoBook(CaseDatabase database, TimeProvider time)
{
    static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    /// <summary>Puts things back as they were; what has been changed again since is left alone.</summary>
    /// <param name="token">The token that the change answered with.</param>
    /// <param name="actor">Who does it; only whoever made the change can.</param>
    /// <returns>What was put back; null when the token is not known (any more).</returns>
    public UndoOutcome? Undo(string token, string actor) => database.Write(session =>
    {
        var now = time.GetUtcNow();
        var json = session.Query("SELECT json FROM undo WHERE token = @0 AND actor = @1 AND expires > @2", r => r.GetString(0), token, actor, now.UtcTicks).FirstOrDefault();
        if (json is null) return null;
        session.Execute("DELETE FROM undo WHERE token = @0 OR expires <= @1", token, now.UtcTicks);
        var step = CaseJson.Read<UndoStep>(json);
        var count = 0;
        foreach (var before in step.Incidents)
        {
            if (before.Restore(session, now) == 0) continue;
            count++;
            CaseCommit.Log(session, before.Id, now, "undone", "", actor);
        }

        var uncovered = step.Made is { } made ? SuppressionBook.Lift(session, made, now) : [];
        if (step.Removed is { } removed) count += SuppressionBook.PutBack(session, removed);
        return new UndoOutcome(count + uncovered.Count, [.. step.Incidents.Select(i => i.Id)], uncovered);
    });

    /// <summary>Remembers a step within the transaction that makes it.</summary>
    internal UndoableChange Remember(SqlSession session, UndoStep step, string actor, int changed)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var until = time.GetUtcNow() + Memory;
        session.Execute("DELETE FROM undo WHERE expires <= @0", time.GetUtcNow().UtcTicks);
        session.Execute("INSERT INTO undo (token, expires, actor, json) VALUES (@0, @1, @2, @3)", token, until.UtcTicks, actor, CaseJson.Write(step));
        return new UndoableChange(changed, token, until) { Incidents = [.. step.Incidents.Select(i => i.Id)] };
    }
}

/// <summary>A change and how to undo it.</summary>
/// <param name="Changed">How many things were changed.</param>
/// <param name="Token">What undoes it; null when nothing was changed.</param>
/// <param name="Until">How long it can be undone.</param>
public sealed record UndoableChange(int Changed, string? Token, DateTimeOffset? Until)
{
    /// <summary>The incidents whose state it changed.</summary>
    public IReadOnlyList<Guid> Incidents { get; init; } = [];
}

/// <summary>What an undo put back.</summary>
/// <param name="Changed">How many things.</param>
/// <param name="Incidents">The incidents among them.</param>
/// <param name="Uncovered">Findings that nothing hides any more and that have to be looked at again.</param>
public sealed record UndoOutcome(int Changed, IReadOnlyList<Guid> Incidents, IReadOnlyList<Finding> Uncovered);

/// <summary>How to go back.</summary>
/// <param name="Incidents">How incidents were.</param>
/// <param name="Made">A suppression that was made.</param>
/// <param name="Removed">A suppression that was removed.</param>
sealed record UndoStep(IReadOnlyList<IncidentBefore> Incidents, Guid? Made, Guid? Removed);

/// <summary>How far work on an incident had come.</summary>
sealed record IncidentBefore(Guid Id, string State, string? Verdict, string? Owner, long? Claimed, long? Closed)
{
    /// <summary>Reads it; null when there is no such incident.</summary>
    public static IncidentBefore? Read(SqlSession session, Guid id) => session.Query(
        "SELECT state, verdict, owner, claimed, closed FROM incidents WHERE id = @0 AND merged_into IS NULL",
        r => new IncidentBefore(id, r.GetString(0), r.Text(1), r.Text(2), r.IsDBNull(3) ? null : r.GetInt64(3), r.IsDBNull(4) ? null : r.GetInt64(4)), id.ToString()).FirstOrDefault();

    /// <summary>Puts it back.</summary>
    public int Restore(SqlSession session, DateTimeOffset now) => session.Execute(
        "UPDATE incidents SET state = @1, verdict = @2, owner = @3, claimed = @4, closed = @5, updated = @6 WHERE id = @0 AND merged_into IS NULL", Id.ToString(), State, Verdict, Owner, Claimed, Closed, now.UtcTicks);
}
