using Hoplite.Detection.Sigma;
using Microsoft.Data.Sqlite;

namespace Hoplite.Store.Cases;

/// <summary>What came of looking into incidents. The report of a run is kept as it was given; nothing here looks into it.</summary>
/// <param name="database">Where it is kept.</param>
public sealed class InvestigationBook(CaseDatabase database)
{
    const int KeptOfEach = 50;

    const string Columns = "id, incident, started, elapsed, verdict, confidence, source, severity, findings, tokens, calls, proposals, needs_approval";

    const string Where = """
        (@0 IS NULL OR incident = @0) AND (@1 IS NULL OR verdict = @1)
          AND (@2 = 0 OR id = (SELECT n.id FROM investigations n WHERE n.incident = investigations.incident ORDER BY n.started DESC, n.id DESC LIMIT 1))
        """;

    // People put an incident on and off without anything new in it; only growth is a reason to look again.
    const string Waiting = """
        SELECT id FROM incidents i WHERE merged_into IS NULL AND state <> 'closed'
          AND NOT EXISTS (SELECT 1 FROM investigations v WHERE v.incident = i.id AND v.findings >= i.findings AND v.severity >= i.severity)
        ORDER BY severity DESC, updated DESC LIMIT @0
        """;

    /// <summary>Keeps a run, and forgets the oldest of its incident.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">Its report, JSON.</param>
    public void Add(InvestigationRun run, string report) => database.Write(s =>
    {
        s.Execute(
            $"INSERT INTO investigations ({Columns}, report) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13)",
            run.Id.ToString(), run.Incident.ToString(), run.Started.UtcTicks, run.Elapsed.Ticks, run.Verdict, run.Confidence, run.Source, (int)run.Severity, run.Findings, run.Tokens, run.Calls, run.Proposals, run.NeedsApproval, report);
        s.Execute("DELETE FROM investigations WHERE incident = @0 AND id NOT IN (SELECT id FROM investigations WHERE incident = @0 ORDER BY started DESC, id DESC LIMIT @1)", run.Incident.ToString(), KeptOfEach);
    });

    /// <summary>A page of runs, the newest first, and how many there are in all.</summary>
    public (IReadOnlyList<InvestigationRun> Items, int Total) List(InvestigationFilter filter)
    {
        object?[] values = [filter.Incident?.ToString(), filter.Verdict, filter.NewestOnly ? 1 : 0, Math.Clamp(filter.Limit, 1, 1000), Math.Max(0, filter.Offset)];
        return database.Read(s => (
            (IReadOnlyList<InvestigationRun>)s.Query($"SELECT {Columns} FROM investigations WHERE {Where} ORDER BY started DESC, id DESC LIMIT @3 OFFSET @4", Read, values),
            Convert.ToInt32(s.Scalar($"SELECT count(*) FROM investigations WHERE {Where}", values), System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The newest run of an incident; null when nobody has looked into it.</summary>
    public InvestigationRun? Newest(Guid incident) => List(new InvestigationFilter { Incident = incident, Limit = 1 }).Items.FirstOrDefault();

    /// <summary>The report of a run; null when there is no such run.</summary>
    public string? Report(Guid run) => database.Read(s => s.Scalar("SELECT report FROM investigations WHERE id = @0", run.ToString())) as string;

    /// <summary>Incidents that nobody has looked into since they came to be or grew, the most serious first.</summary>
    public IReadOnlyList<Guid> Backlog(int most) => database.Read(s => s.Query(Waiting, r => Guid.Parse(r.GetString(0)), most));

    static InvestigationRun Read(SqliteDataReader r) => new(
        Guid.Parse(r.GetString(0)), Guid.Parse(r.GetString(1)), r.Time(2)!.Value, TimeSpan.FromTicks(r.GetInt64(3)), r.GetString(4), r.GetInt32(5), r.GetString(6), (Level)r.GetInt32(7),
        r.GetInt32(8), r.GetInt64(9), r.GetInt32(10), r.GetInt32(11), r.GetInt32(12));
}
