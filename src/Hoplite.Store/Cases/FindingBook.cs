using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Microsoft.Data.Sqlite;

namespace Hoplite.Store.Cases;

/// <summary>A finding as a line.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Time">Time of its event.</param>
/// <param name="Found">When it was found.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Title">Title of the rule.</param>
/// <param name="Level">Its level.</param>
/// <param name="Host">Where.</param>
/// <param name="User">The account.</param>
/// <param name="Incident">The incident it is part of.</param>
/// <param name="Suppressed">The suppression that hides it.</param>
/// <param name="Detail">What can be seen of it; text of the evidence.</param>
public sealed record FindingLine(
    Guid Id, DateTimeOffset? Time, DateTimeOffset Found, string Rule, string Title, Level Level, string? Host, string? User, Guid? Incident, Guid? Suppressed, string Detail);

/// <summary>The findings of one rule together.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Title">Its title.</param>
/// <param name="Level">Its level.</param>
/// <param name="Count">How many.</param>
/// <param name="Hosts">On how many machines.</param>
/// <param name="Last">When the last was found.</param>
/// <param name="Suppressed">How many are suppressed.</param>
public sealed record RuleFindings(string Rule, string Title, Level Level, int Count, int Hosts, DateTimeOffset Last, int Suppressed);

/// <summary>Which findings are asked for.</summary>
public sealed record FindingFilter
{
    /// <summary>Id of the rule.</summary>
    public string? Rule { get; init; }

    /// <summary>The least level.</summary>
    public Level? Level { get; init; }

    /// <summary>The machine.</summary>
    public string? Host { get; init; }

    /// <summary>The incident.</summary>
    public Guid? Incident { get; init; }

    /// <summary>Whether only suppressed ones (true) or only others (false) are wanted; null for both.</summary>
    public bool? Suppressed { get; init; }

    /// <summary>A text within title or detail.</summary>
    public string? Text { get; init; }

    /// <summary>Found at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Found before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many are left out before the first.</summary>
    public int Offset { get; init; }

    /// <summary>The most that are answered.</summary>
    public int Limit { get; init; } = 200;
}

/// <summary>The findings that are kept.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class FindingBook(CaseDatabase database)
{
    const string Columns = "id, time, found, rule, title, level, host, user, incident, suppressed, detail";

    const string Where = """
        (@0 IS NULL OR rule = @0) AND (@1 IS NULL OR level >= @1) AND (@2 IS NULL OR host = @2) AND (@3 IS NULL OR incident = @3)
          AND (@4 IS NULL OR (suppressed IS NOT NULL) = @4) AND (@5 IS NULL OR instr(lower(title), @5) OR instr(lower(detail), @5))
          AND (@6 IS NULL OR found >= @6) AND (@7 IS NULL OR found < @7)
        """;

    /// <summary>A page of findings, the last found first, and how many there are in all.</summary>
    public (IReadOnlyList<FindingLine> Items, int Total) List(FindingFilter filter)
    {
        object?[] values =
        [
            filter.Rule, (int?)filter.Level, filter.Host, filter.Incident?.ToString(), filter.Suppressed is { } s ? s ? 1 : 0 : null,
            string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim().ToLowerInvariant(), filter.From?.UtcTicks, filter.Until?.UtcTicks,
        ];
        return database.Read(session => (
            (IReadOnlyList<FindingLine>)session.Query($"SELECT {Columns} FROM findings WHERE {Where} ORDER BY found DESC, id DESC LIMIT @8 OFFSET @9", Line, [.. values, Math.Clamp(filter.Limit, 1, 1000), Math.Max(0, filter.Offset)]),
            Convert.ToInt32(session.Scalar($"SELECT count(*) FROM findings WHERE {Where}", values), System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A finding and its line; null when there is none.</summary>
    public (FindingLine Line, Finding Finding)? Find(Guid id) => database.Read(s => s.Query<(FindingLine, Finding)?>(
        $"SELECT {Columns}, json FROM findings WHERE id = @0", r => (Line(r), FindingJson.Read((byte[])r.GetValue(11))), id.ToString()).FirstOrDefault());

    /// <summary>The findings of an incident whole, in order of time.</summary>
    public IReadOnlyList<Finding> Of(Guid incident) => database.Read(s => s.Query(
        "SELECT json FROM findings WHERE incident = @0 ORDER BY time, id", r => FindingJson.Read((byte[])r.GetValue(0)), incident.ToString()));

    /// <summary>The findings since a time that nothing suppresses, with the time each was found; what grouping goes on from after a restart.</summary>
    public IReadOnlyList<(Finding Finding, DateTimeOffset Found)> Since(DateTimeOffset time, int most) => database.Read(s => s.Query(
        "SELECT json, found FROM findings WHERE found >= @0 AND suppressed IS NULL ORDER BY found DESC LIMIT @1", r => (FindingJson.Read((byte[])r.GetValue(0)), r.Time(1)!.Value), time.UtcTicks, most));

    /// <summary>Findings by rule, the most first.</summary>
    public IReadOnlyList<RuleFindings> ByRule(DateTimeOffset? from, DateTimeOffset? until) => database.Read(s => s.Query("""
        SELECT rule, max(title), max(level), count(*), count(DISTINCT host), max(found), count(suppressed) FROM findings
        WHERE (@0 IS NULL OR found >= @0) AND (@1 IS NULL OR found < @1) GROUP BY rule ORDER BY count(*) DESC
        """, r => new RuleFindings(r.GetString(0), r.GetString(1), (Level)r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.Time(5)!.Value, r.GetInt32(6)), from?.UtcTicks, until?.UtcTicks));

    /// <summary>How many findings there are of each machine.</summary>
    public IReadOnlyDictionary<string, int> ByHost(DateTimeOffset? from, DateTimeOffset? until) => database.Read(s => s.Query(
        "SELECT host, count(*) FROM findings WHERE host IS NOT NULL AND (@0 IS NULL OR found >= @0) AND (@1 IS NULL OR found < @1) GROUP BY host",
        r => (Host: r.GetString(0), Count: r.GetInt32(1)), from?.UtcTicks, until?.UtcTicks)).ToDictionary(r => r.Host, r => r.Count, StringComparer.OrdinalIgnoreCase);

    /// <summary>How people judged the incidents of each rule: how many were judged, how many of them were malicious or suspicious.</summary>
    public IReadOnlyDictionary<string, (int Judged, int Right)> Judgements() => database.Read(s => s.Query("""
        SELECT f.rule, count(DISTINCT i.id), count(DISTINCT CASE WHEN i.verdict IN ('malicious', 'suspicious') THEN i.id END)
        FROM findings f JOIN incidents i ON i.id = f.incident WHERE i.verdict IS NOT NULL GROUP BY f.rule
        """, r => (Rule: r.GetString(0), Judged: r.GetInt32(1), Right: r.GetInt32(2)))).ToDictionary(r => r.Rule, r => (r.Judged, r.Right), StringComparer.Ordinal);

    internal static FindingLine Line(SqliteDataReader r) => new(
        Guid.Parse(r.GetString(0)), r.Time(1), r.Time(2)!.Value, r.GetString(3), r.GetString(4), (Level)r.GetInt32(5), r.Text(6), r.Text(7),
        r.Text(8) is { } incident ? Guid.Parse(incident) : null, r.Text(9) is { } suppressed ? Guid.Parse(suppressed) : null, r.GetString(10));
}
