using Hoplite.Detection.Sigma;

namespace Hoplite.Store.Cases;

/// <summary>Figures over all cases, for the overview and reports.</summary>
/// <param name="database">Where cases are kept.</param>
public sealed class CaseFigures(CaseDatabase database)
{
    /// <summary>Incidents that are not closed, by severity.</summary>
    public IReadOnlyList<(Level Severity, int Count)> Open() => database.Read(s => s.Query(
        "SELECT severity, count(*) FROM incidents WHERE merged_into IS NULL AND state <> 'closed' GROUP BY severity ORDER BY severity DESC", r => ((Level)r.GetInt32(0), r.GetInt32(1))));

    /// <summary>Incidents nobody has claimed, with severity and when they were found.</summary>
    public IReadOnlyList<(Level Severity, DateTimeOffset Created)> Unclaimed() => database.Read(s => s.Query(
        "SELECT severity, created FROM incidents WHERE merged_into IS NULL AND state = 'new'", r => ((Level)r.GetInt32(0), r.Time(1)!.Value)));

    /// <summary>Findings since a time.</summary>
    public int Findings(DateTimeOffset since) => Count("SELECT count(*) FROM findings WHERE found >= @0", since);

    /// <summary>Incidents found since a time.</summary>
    public int Incidents(DateTimeOffset since) => Count("SELECT count(*) FROM incidents WHERE merged_into IS NULL AND created >= @0", since);

    /// <summary>Incidents found since a time that a person found malicious or suspicious.</summary>
    public int Confirmed(DateTimeOffset since) => Count("SELECT count(*) FROM incidents WHERE merged_into IS NULL AND created >= @0 AND verdict IN ('malicious', 'suspicious')", since);

    /// <summary>Median time from the first event of an incident to the incident; null when there is none. What was sent later than a day says nothing about detection and is left out.</summary>
    public TimeSpan? ToDetect(DateTimeOffset since) => Median(
        $"SELECT created - first FROM incidents WHERE merged_into IS NULL AND created >= @0 AND created - first BETWEEN 0 AND {TimeSpan.TicksPerDay} ORDER BY 1", since);

    /// <summary>Median time from an incident to its end; null when none was closed.</summary>
    public TimeSpan? ToClose(DateTimeOffset since) => Median("SELECT closed - created FROM incidents WHERE merged_into IS NULL AND closed >= @0 ORDER BY 1", since);

    /// <summary>Incidents found in each of the last days, the oldest first.</summary>
    public IReadOnlyList<int> PerDay(DateTimeOffset until, int days)
    {
        var counts = new int[days];
        foreach (var created in database.Read(s => s.Query("SELECT created FROM incidents WHERE merged_into IS NULL AND created >= @0", r => r.GetInt64(0), until.AddDays(-days).UtcTicks)))
            counts[Math.Clamp(days - 1 - (int)((until.UtcTicks - created) / TimeSpan.TicksPerDay), 0, days - 1)]++;
        return counts;
    }

    int Count(string sql, DateTimeOffset since) => Convert.ToInt32(database.Read(s => s.Scalar(sql, since.UtcTicks)), System.Globalization.CultureInfo.InvariantCulture);

    TimeSpan? Median(string sql, DateTimeOffset since)
    {
        var values = database.Read(s => s.Query(sql, r => r.GetInt64(0), since.UtcTicks));
        return values.Count == 0 ? null : TimeSpan.FromTicks(values[values.Count / 2]);
    }
}
