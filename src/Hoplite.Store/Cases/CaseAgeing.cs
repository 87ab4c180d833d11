namespace Hoplite.Store.Cases;

/// <summary>Deletes incidents that were closed long ago, with all that is kept about them.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class CaseAgeing(CaseDatabase database)
{
    const int MostAtOnce = 200;

    // What became part of an incident goes with it. The newest number stays, so that none is given twice.
    const string Old = """
        WITH RECURSIVE gone (id) AS (
          SELECT id FROM (SELECT id FROM incidents
            WHERE state = 'closed' AND merged_into IS NULL AND max(coalesce(closed, 0), updated) < @0 AND number < (SELECT max(number) FROM incidents) ORDER BY number LIMIT @1)
          UNION SELECT incidents.id FROM incidents JOIN gone ON incidents.merged_into = gone.id)
        SELECT id FROM gone
        """;

    static readonly string[] Deletions =
    [
        "DELETE FROM findings WHERE incident = @0", "DELETE FROM notes WHERE incident = @0", "DELETE FROM history WHERE incident = @0", "DELETE FROM investigations WHERE incident = @0", "DELETE FROM incidents WHERE id = @0",
    ];

    /// <summary>Deletes closed incidents with their findings, notes and history; a few at a time, so that other writers get their turn.</summary>
    /// <param name="before">Those that were closed, and have neither grown nor been worked on, since this time.</param>
    /// <param name="cancellation">Ends it between two turns; what was deleted stays so.</param>
    /// <returns>How many incidents are gone.</returns>
    public int Forget(DateTimeOffset before, CancellationToken cancellation = default)
    {
        var forgotten = 0;
        while (!cancellation.IsCancellationRequested && database.Write(session => Turn(session, before)) is > 0 and var turn) forgotten += turn;
        return forgotten;
    }

    static int Turn(SqlSession session, DateTimeOffset before)
    {
        var gone = session.Query(Old, r => r.GetString(0), before.UtcTicks, MostAtOnce).ToArray();
        foreach (var id in gone)
            foreach (var deletion in Deletions) session.Execute(deletion, id);
        return gone.Length;
    }
}
