using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Keeping;
using Microsoft.Data.Sqlite;

namespace Hoplite.Response.Broking;

/// <summary>All actions that were ever begun, on disk before they are done.</summary>
public sealed class RunBook : IDisposable
{
    const string Schema =
        """
        CREATE TABLE IF NOT EXISTS runs (
          id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, action BLOB NOT NULL, incident TEXT NOT NULL, responder TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, before TEXT NOT NULL,
          started INTEGER NOT NULL, expires INTEGER NOT NULL, ended INTEGER, note TEXT NOT NULL, decision TEXT NOT NULL, tries INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS runs_live ON runs (state) WHERE state IN ('Acting', 'Active', 'Undoing');
        CREATE INDEX IF NOT EXISTS runs_incident ON runs (incident);
        CREATE TABLE IF NOT EXISTS switches (name TEXT PRIMARY KEY, since INTEGER NOT NULL, who TEXT NOT NULL) STRICT;
        """;

    const string Select = "SELECT id, key, action, responder, state, before, started, expires, ended, note, decision, tries FROM runs";
    const string Panic = "panic";

    readonly ResponseFile _file;

    /// <summary>Opens it, or begins one.</summary>
    /// <param name="file">The file; it is closed with the book.</param>
    public RunBook(ResponseFile file)
    {
        _file = file;
        _file.Execute(Schema);
    }

    /// <summary>Opens the book in a file of its own.</summary>
    public static RunBook Open(string path) => new(ResponseFile.Open(path, Durability.Power, ""));

    /// <summary>Who stopped everything, and when; null when nothing is stopped.</summary>
    public (string Who, DateTimeOffset Since)? Stopped =>
        _file.Query("SELECT who, since FROM switches WHERE name = @0", r => (r.GetString(0), Time(r.GetInt64(1))), Panic) is [var stopped] ? stopped : null;

    /// <summary>Every run that still holds something in the world.</summary>
    public IReadOnlyList<ActionRun> Live => _file.Query($"{Select} WHERE state IN ('Acting', 'Active', 'Undoing') ORDER BY started", Read);

    /// <summary>The run with an id.</summary>
    public ActionRun? Find(Guid id) => _file.Query($"{Select} WHERE id = @0", Read, id.ToString()).FirstOrDefault();

    /// <summary>The run with a key.</summary>
    public ActionRun? ByKey(string key) => _file.Query($"{Select} WHERE key = @0", Read, key).FirstOrDefault();

    /// <summary>The newest runs.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<ActionRun> Newest(int most) => _file.Query($"{Select} ORDER BY started DESC, id DESC LIMIT @0", Read, most);

    /// <summary>The runs because of an incident, the newest first.</summary>
    public IReadOnlyList<ActionRun> Of(Guid incident) => _file.Query($"{Select} WHERE incident = @0 ORDER BY started DESC, id DESC", Read, incident.ToString());

    /// <summary>Begins a run.</summary>
    public void Add(ActionRun run) => _file.Execute(
        "INSERT INTO runs (id, key, action, incident, responder, target, state, before, started, expires, ended, note, decision, tries) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13)",
        run.Id.ToString(), run.Key, run.Action.Canonical.ToArray(), run.Action.Incident.ToString(), run.Responder, run.Action.Target.Text, run.State.ToString(), run.Before.ToJsonString(), Ticks(run.Started), Ticks(run.Expires), Ticks(run.Ended), run.Note, run.Decision.ToString(), run.Tries);

    /// <summary>Keeps a change of a run.</summary>
    /// <returns>The run as it is now.</returns>
    public ActionRun Put(ActionRun run)
    {
        _file.Execute("UPDATE runs SET state = @1, before = @2, expires = @3, ended = @4, note = @5, tries = @6 WHERE id = @0", run.Id.ToString(), run.State.ToString(), run.Before.ToJsonString(), Ticks(run.Expires), Ticks(run.Ended), run.Note, run.Tries);
        return run;
    }

    /// <summary>Keeps several changes, all or none.</summary>
    public void Put(params IReadOnlyList<ActionRun> runs) => _file.Together(() =>
    {
        foreach (var run in runs) Put(run);
    });

    /// <summary>Stops everything, or lets things happen again.</summary>
    public void Stop(bool on, string who, DateTimeOffset now)
    {
        if (on) _file.Execute("INSERT INTO switches (name, since, who) VALUES (@0, @1, @2) ON CONFLICT (name) DO NOTHING", Panic, now.UtcTicks, who);
        else _file.Execute("DELETE FROM switches WHERE name = @0", Panic);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    static ActionRun Read(SqliteDataReader r) => new(
        Guid.Parse(r.GetString(0)), r.GetString(1), ActionReader.Read((byte[])r.GetValue(2)), r.GetString(3), Enum.Parse<ActionState>(r.GetString(4)), (JsonObject)JsonNode.Parse(Encoding.UTF8.GetBytes(r.GetString(5)))!, Time(r.GetInt64(6)), Time(r.GetInt64(7)))
    {
        Ended = r.IsDBNull(8) ? null : Time(r.GetInt64(8)),
        Note = r.GetString(9),
        Decision = Guid.Parse(r.GetString(10)),
        Tries = r.GetInt32(11),
    };

    static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    static object? Ticks(DateTimeOffset? time) => time?.UtcTicks;
}
