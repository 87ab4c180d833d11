namespace Hoplite.Store.Cases;

/// <summary>One run of a hunt.</summary>
/// <param name="Hunt">The id of the hunt.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who ran it; <c>hoplite</c> when it was its time.</param>
/// <param name="Rows">How many rows it found.</param>
/// <param name="Truncated">Whether there were more.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Problem">Why it found nothing; null when it ran.</param>
public sealed record HuntRun(Guid Hunt, DateTimeOffset Time, string Actor, int Rows, bool Truncated, TimeSpan Elapsed, string? Problem = null);

/// <summary>The runs of hunts that are kept.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class HuntRuns(CaseDatabase database)
{
    const int KeptOfEach = 500;

    /// <summary>Keeps a run, and forgets the oldest.</summary>
    public void Add(HuntRun run) => database.Write(s =>
    {
        s.Execute(
            "INSERT INTO hunt_runs (hunt, time, actor, rows, truncated, elapsed, problem) VALUES (@0, @1, @2, @3, @4, @5, @6)",
            run.Hunt.ToString(), run.Time.UtcTicks, run.Actor, run.Rows, run.Truncated ? 1 : 0, run.Elapsed.Ticks, run.Problem);
        s.Execute("DELETE FROM hunt_runs WHERE hunt = @0 AND id NOT IN (SELECT id FROM hunt_runs WHERE hunt = @0 ORDER BY time DESC LIMIT @1)", run.Hunt.ToString(), KeptOfEach);
    });

    /// <summary>The last run of each hunt.</summary>
    public IReadOnlyDictionary<Guid, HuntRun> Last() => database.Read(s => s.Query(
        "SELECT hunt, max(time), actor, rows, truncated, elapsed, problem FROM hunt_runs GROUP BY hunt",
        r => new HuntRun(Guid.Parse(r.GetString(0)), r.Time(1)!.Value, r.GetString(2), r.GetInt32(3), r.GetInt32(4) != 0, TimeSpan.FromTicks(r.GetInt64(5)), r.Text(6)))).ToDictionary(r => r.Hunt);
}
