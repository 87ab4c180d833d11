using System.Globalization;
using Hoplite.Response.Keeping;
using Microsoft.Data.Sqlite;

namespace Hoplite.Response.Cacao.Running;

/// <summary>The memory of the engine, in a file of its own. Every change of state is in it before it is acted on.</summary>
public sealed class RunJournal : IDisposable
{
    const string Schema = """
        CREATE TABLE IF NOT EXISTS definition (hash TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS run (
            id TEXT PRIMARY KEY, playbook TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, state INTEGER NOT NULL,
            started INTEGER NOT NULL, ended INTEGER, deadline INTEGER NOT NULL, sentence TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS run_open ON run (state) WHERE state < 3;
        CREATE TABLE IF NOT EXISTS step (
            run TEXT NOT NULL, path TEXT NOT NULL, step TEXT NOT NULL, state INTEGER NOT NULL, key TEXT, target TEXT NOT NULL, command TEXT NOT NULL,
            started INTEGER NOT NULL, ended INTEGER, due INTEGER, sentence TEXT NOT NULL, output TEXT NOT NULL, person TEXT NOT NULL, call TEXT,
            PRIMARY KEY (run, path)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS variable (run TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, scope, name)) WITHOUT ROWID;
        """;

    const string RunColumns = "id, playbook, name, hash, state, started, ended, deadline, sentence";
    const string StepColumns = "path, step, state, key, target, command, started, ended, due, sentence, output, person, call";

    readonly ResponseFile _file;
    readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    readonly Lock _gate = new();

    RunJournal(ResponseFile file) => _file = file;

    /// <summary>Opens the journal, or makes it.</summary>
    public static RunJournal Open(string path) => new(ResponseFile.Open(path, Durability.Process, Schema));

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    internal void Keep(string hash, byte[] json)
    {
        lock (_gate)
            if (!_kept.Add(hash)) return;
        _file.Execute("INSERT OR IGNORE INTO definition VALUES (@0, @1)", hash, json);
    }

    internal byte[]? Definition(string hash) => _file.Query("SELECT json FROM definition WHERE hash = @0", r => (byte[])r[0], hash).FirstOrDefault();

    internal void Begin(RunView run, IReadOnlyDictionary<string, string> variables) => _file.Together(() =>
    {
        _file.Execute($"INSERT INTO run ({RunColumns}) VALUES (@0, @1, @2, @3, @4, @5, NULL, @6, '')", Id(run.Id), run.PlaybookId, run.Name, run.PlaybookHash, (int)run.State, Time(run.Started), Time(run.Deadline));
        Put(run.Id, "", variables);
    });

    internal void Move(Guid run, RunState state) => _file.Execute("UPDATE run SET state = @1 WHERE id = @0", Id(run), (int)state);

    internal void End(Guid run, RunState state, string sentence, DateTimeOffset now) => _file.Together(() =>
    {
        _file.Execute(
            "UPDATE run SET state = CASE WHEN EXISTS (SELECT 1 FROM step WHERE run = @0 AND state = 1 AND key IS NOT NULL) THEN 5 ELSE @1 END, sentence = @2, ended = @3 WHERE id = @0", Id(run), (int)state, sentence, Time(now));
        // What had not begun is called off; what had may have had its effect.
        _file.Execute("UPDATE step SET state = CASE state WHEN 1 THEN CASE WHEN key IS NULL THEN 6 ELSE 5 END ELSE 6 END, ended = @1 WHERE run = @0 AND state < 3", Id(run), Time(now));
    });

    internal void Enter(Guid run, StepView step, string? call = null) => _file.Execute(
        $"INSERT OR REPLACE INTO step (run, {StepColumns}) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13)",
        Id(run), step.Path, step.StepId, (int)step.State, step.Key is { } key ? Id(key) : null, step.Target, step.Command, Time(step.Started), Time(step.Ended), Time(step.Due), step.Sentence, step.Output, step.Person, call);

    internal void Wait(Guid run, string path, string sentence, DateTimeOffset due) => _file.Together(() =>
    {
        _file.Execute("UPDATE step SET state = 2, sentence = @2, due = @3 WHERE run = @0 AND path = @1", Id(run), path, sentence, Time(due));
        Move(run, RunState.Approval);
    });

    internal void Go(Guid run, string path) => _file.Together(() =>
    {
        _file.Execute("UPDATE step SET state = 1, due = NULL WHERE run = @0 AND path = @1", Id(run), path);
        Move(run, RunState.Running);
    });

    internal void Finish(Guid run, string path, RunState state, string sentence, string output, string person, DateTimeOffset now, string scope, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            Update();
            return;
        }

        _file.Together(() =>
        {
            Update();
            Put(run, scope, values);
        });

        void Update() => _file.Execute(
            "UPDATE step SET state = @2, sentence = @3, output = @4, person = @5, ended = @6, due = NULL WHERE run = @0 AND path = @1", Id(run), path, (int)state, sentence, output, person, Time(now));
    }

    internal void Put(Guid run, string scope, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values) _file.Execute("INSERT OR REPLACE INTO variable VALUES (@0, @1, @2, @3)", Id(run), scope, name, value);
    }

    internal Dictionary<string, string> Variables(Guid run, string scope) =>
        _file.Query("SELECT name, value FROM variable WHERE run = @0 AND scope = @1", r => (r.GetString(0), r.GetString(1)), Id(run), scope).ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal);

    internal int Forget(DateTimeOffset before)
    {
        var gone = 0;
        _file.Together(() =>
        {
            const string Old = "(SELECT id FROM run WHERE ended < @0)";
            _file.Execute($"DELETE FROM step WHERE run IN {Old}", Time(before));
            _file.Execute($"DELETE FROM variable WHERE run IN {Old}", Time(before));
            gone = _file.Execute("DELETE FROM run WHERE ended < @0", Time(before));
        });
        return gone;
    }

    internal RunView? Run(Guid id) => _file.Query($"SELECT {RunColumns} FROM run WHERE id = @0", ReadRun, Id(id)).FirstOrDefault();

    internal List<RunView> Open() => _file.Query($"SELECT {RunColumns} FROM run WHERE state < 3 ORDER BY id", ReadRun);

    internal List<RunView> Latest(int most) => _file.Query($"SELECT {RunColumns} FROM run ORDER BY id DESC LIMIT @0", ReadRun, most);

    internal List<StepView> Steps(Guid run) => [.. Rows(run).Select(r => r.Step).OrderBy(s => s.Started)];

    internal List<(StepView Step, string? Call)> Rows(Guid run) => _file.Query($"SELECT {StepColumns} FROM step WHERE run = @0 ORDER BY path", ReadStep, Id(run));

    static RunView ReadRun(SqliteDataReader r) => new(
        Guid.Parse(r.GetString(0)), r.GetString(1), r.GetString(2), r.GetString(3), (RunState)r.GetInt32(4), Time(r, 5)!.Value, Time(r, 6), Time(r, 7)!.Value, r.GetString(8));

    static (StepView Step, string? Call) ReadStep(SqliteDataReader r) => (
        new StepView(
            r.GetString(0), r.GetString(1), (RunState)r.GetInt32(2), r.IsDBNull(3) ? null : Guid.Parse(r.GetString(3)), r.GetString(4), r.GetString(5),
            Time(r, 6)!.Value, Time(r, 7), Time(r, 8), r.GetString(9), r.GetString(10), r.GetString(11)),
        r.IsDBNull(12) ? null : r.GetString(12));

    static DateTimeOffset? Time(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(column));

    static long? Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    static string Id(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
