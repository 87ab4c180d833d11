using Hoplite.Detection.Sigma;
using Microsoft.Data.Sqlite;

namespace Hoplite.Store.Cases;

/// <summary>Which incidents are asked for.</summary>
public sealed record IncidentFilter
{
    /// <summary>States with commas between them; <c>open</c> for new and claimed ones; null for all.</summary>
    public string? State { get; init; }

    /// <summary>Only these severities; all when empty.</summary>
    public IReadOnlyList<Level> Severities { get; init; } = [];

    /// <summary>The least severity.</summary>
    public Level? Severity { get; init; }

    /// <summary>Who claimed it.</summary>
    public string? Owner { get; init; }

    /// <summary>A text within title, host, account or reason.</summary>
    public string? Text { get; init; }

    /// <summary>Those that happened, were found or were worked on at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Those that began or were found before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary><c>severity</c>, <c>updated</c>, <c>created</c> or <c>number</c>; the highest first.</summary>
    public string Sort { get; init; } = "severity";

    /// <summary>How many are left out before the first.</summary>
    public int Offset { get; init; }

    /// <summary>The most that are answered.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>The incidents that are kept, and what people wrote about them.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class IncidentBook(CaseDatabase database)
{
    const string Columns = "id, number, title, severity, confidence, state, verdict, owner, first, last, created, updated, findings, hosts, users, tactics, why";

    const string Where = """
        merged_into IS NULL
          AND (@0 IS NULL OR instr(@0, ',' || state || ',')) AND (@8 IS NULL OR instr(@8, ',' || severity || ','))
          AND (@1 IS NULL OR severity >= @1) AND (@2 IS NULL OR owner = @2)
          AND (@3 IS NULL OR instr(lower(title), @3) OR instr(lower(hosts), @3) OR instr(lower(users), @3) OR instr(lower(why), @3) OR number = CAST(ltrim(@3, '#') AS INTEGER))
          AND (@4 IS NULL OR max(coalesce(last, 0), updated) >= @4) AND (@5 IS NULL OR min(coalesce(first, created), created) < @5)
        """;

    /// <summary>A page of incidents, and how many there are in all.</summary>
    public (IReadOnlyList<IncidentState> Items, int Total) List(IncidentFilter filter)
    {
        var order = filter.Sort switch
        {
            "updated" => "updated DESC",
            "created" => "created DESC",
            "number" => "number DESC",
            _ => "severity DESC, confidence DESC, updated DESC",
        };
        object?[] values =
        [
            Listed(filter.State is "open" ? "new,claimed" : filter.State), (int?)filter.Severity, filter.Owner, string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim().ToLowerInvariant(), filter.From?.UtcTicks, filter.Until?.UtcTicks,
            Math.Clamp(filter.Limit, 1, 1000), Math.Max(0, filter.Offset), Listed(string.Join(',', filter.Severities.Select(s => (int)s))),
        ];
        return database.Read(s => (
            (IReadOnlyList<IncidentState>)s.Query($"SELECT {Columns} FROM incidents WHERE {Where} ORDER BY {order}, number DESC LIMIT @6 OFFSET @7", Read, values),
            Convert.ToInt32(s.Scalar($"SELECT count(*) FROM incidents WHERE {Where}", values), System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>An incident by its id; the one it became part of, where it did. Null when there is none.</summary>
    public IncidentState? Find(Guid id) => database.Read(s =>
    {
        for (var hops = 0; hops < 16; hops++)
        {
            if (s.Scalar("SELECT merged_into FROM incidents WHERE id = @0", id.ToString()) is not string into) break;
            id = Guid.Parse(into);
        }

        return s.Query($"SELECT {Columns} FROM incidents WHERE id = @0", Read, id.ToString()).FirstOrDefault();
    });

    /// <summary>What an incident says.</summary>
    public IncidentReport Report(Guid id) => CaseJson.Read<IncidentReport>((string)database.Read(s => s.Scalar("SELECT report FROM incidents WHERE id = @0", id.ToString()))!);

    /// <summary>Earlier incidents with the same rules or machines, the most alike first.</summary>
    public IReadOnlyList<IncidentState> Similar(Guid id, int most = 5) => database.Read(s => s.Query($"""
        WITH mine AS (SELECT DISTINCT rule FROM findings WHERE incident = @0),
        alike AS (SELECT incident, count(DISTINCT rule) AS n FROM findings WHERE rule IN (SELECT rule FROM mine) AND incident IS NOT NULL AND incident <> @0 GROUP BY incident)
        SELECT {Columns} FROM incidents JOIN alike ON alike.incident = id WHERE merged_into IS NULL ORDER BY n DESC, updated DESC LIMIT @1
        """, Read, id.ToString(), most));

    /// <summary>What people wrote, the oldest first.</summary>
    public IReadOnlyList<CaseNote> Notes(Guid id) => database.Read(s => s.Query(
        "SELECT id, author, time, text FROM notes WHERE incident = @0 ORDER BY time", r => new CaseNote(Guid.Parse(r.GetString(0)), r.GetString(1), r.Time(2)!.Value, r.GetString(3)), id.ToString()));

    /// <summary>What was done, the oldest first.</summary>
    public IReadOnlyList<CaseHistory> History(Guid id) => database.Read(s => s.Query(
        "SELECT time, actor, action, detail FROM history WHERE incident = @0 ORDER BY id", r => new CaseHistory(r.Time(0)!.Value, r.GetString(1), r.GetString(2), r.GetString(3)), id.ToString()));

    static string? Listed(string? words) => string.IsNullOrEmpty(words) ? null : $",{words},";

    /// <summary>Reads an incident from the columns in their order.</summary>
    internal static IncidentState Read(SqliteDataReader r) => new(
        Guid.Parse(r.GetString(0)), r.GetInt32(1), r.GetString(2), (Level)r.GetInt32(3), r.GetInt32(4), r.GetString(5), r.Text(6), r.Text(7), r.Time(8), r.Time(9), r.Time(10)!.Value, r.Time(11)!.Value,
        r.GetInt32(12), CaseJson.Read<string[]>(r.GetString(13)), CaseJson.Read<string[]>(r.GetString(14)), CaseJson.Read<string[]>(r.GetString(15)), r.GetString(16));
}

/// <summary>What a person wrote about an incident.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">Who.</param>
/// <param name="Time">When.</param>
/// <param name="Text">What.</param>
public sealed record CaseNote(Guid Id, string Author, DateTimeOffset Time, string Text);

/// <summary>What was done with an incident.</summary>
/// <param name="Time">When.</param>
/// <param name="Actor">By whom; <c>hoplite</c> for the platform itself.</param>
/// <param name="Action">What.</param>
/// <param name="Detail">More of it.</param>
public sealed record CaseHistory(DateTimeOffset Time, string Actor, string Action, string Detail);
