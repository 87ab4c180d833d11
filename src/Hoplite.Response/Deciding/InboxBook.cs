using Hoplite.Guard.Gating;
using Hoplite.Response.Keeping;
using Microsoft.Data.Sqlite;

namespace Hoplite.Response.Deciding;

/// <summary>The proposals that wait for people, and those that did.</summary>
public sealed class InboxBook
{
    const string Schema =
        """
        CREATE TABLE IF NOT EXISTS pending (
          id TEXT PRIMARY KEY, digest TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, incident TEXT NOT NULL, action BLOB NOT NULL, request TEXT NOT NULL, title TEXT NOT NULL, persons INTEGER NOT NULL,
          state TEXT NOT NULL, created INTEGER NOT NULL, note TEXT NOT NULL, run TEXT, key TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS pending_key ON pending (key) WHERE key <> '';
        CREATE INDEX IF NOT EXISTS pending_waiting ON pending (created) WHERE state = 'Waiting';
        """;

    const string Select = "SELECT id, action, request, title, persons, state, created, note, run, key FROM pending";

    readonly ResponseFile _file;

    /// <summary>Opens it, or begins one.</summary>
    public InboxBook(ResponseFile file)
    {
        _file = file;
        _file.Execute(Schema);
    }

    /// <summary>What waits, the oldest first.</summary>
    public IReadOnlyList<PendingProposal> Waiting => _file.Query($"{Select} WHERE state = 'Waiting' ORDER BY created, id", Read);

    /// <summary>The newest, whatever came of them.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<PendingProposal> Newest(int most) => _file.Query($"{Select} ORDER BY created DESC, id DESC LIMIT @0", Read, most);

    /// <summary>The one with an id.</summary>
    public PendingProposal? Find(Guid id) => _file.Query($"{Select} WHERE id = @0", Read, id.ToString()).FirstOrDefault();

    /// <summary>The one that waits about the same thing to the same target; null when none does.</summary>
    public PendingProposal? Same(GateRequest request) =>
        _file.Query($"{Select} WHERE state = 'Waiting' AND kind = @0 AND target = @1 AND incident = @2", Read, request.Action.Kind.ToString(), request.Action.Target.Text, request.Action.Incident.ToString()).FirstOrDefault();

    /// <summary>The newest with a key; null when there is none.</summary>
    public PendingProposal? ByKey(string key) => _file.Query($"{Select} WHERE key = @0 ORDER BY created DESC, id DESC LIMIT 1", Read, key).FirstOrDefault();

    /// <summary>Whether a person has already refused this for this incident.</summary>
    public bool IsRefused(GateRequest request) =>
        _file.Query("SELECT 1 FROM pending WHERE state = 'Denied' AND kind = @0 AND target = @1 AND incident = @2 LIMIT 1", _ => true, request.Action.Kind.ToString(), request.Action.Target.Text, request.Action.Incident.ToString()).Count > 0;

    /// <summary>Adds one.</summary>
    public void Add(PendingProposal proposal)
    {
        var action = proposal.Request.Action;
        _file.Execute(
            "INSERT INTO pending (id, digest, kind, target, incident, action, request, title, persons, state, created, note, run, key) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13)",
            proposal.Id.ToString(), action.Digest, action.Kind.ToString(), action.Target.Text, action.Incident.ToString(), action.Canonical.ToArray(), RequestJson.Write(proposal.Request).ToJsonString(), proposal.Title, proposal.Persons,
            proposal.State.ToString(), proposal.Created.UtcTicks, proposal.Note, proposal.Run?.ToString(), proposal.Key);
    }

    /// <summary>Keeps what came of one that waits.</summary>
    /// <returns>Whether it did wait.</returns>
    public bool End(Guid id, PendingState state, string note, Guid? run = null) =>
        _file.Execute("UPDATE pending SET state = @1, note = @2, run = @3 WHERE id = @0 AND state = 'Waiting'", id.ToString(), state.ToString(), note, run?.ToString()) == 1;

    /// <summary>Ends what has waited since before a time.</summary>
    public int Expire(DateTimeOffset before) => _file.Execute("UPDATE pending SET state = 'Expired', note = 'nobody decided within a day' WHERE state = 'Waiting' AND created < @0", before.UtcTicks);

    static PendingProposal Read(SqliteDataReader r) => new(
        Guid.Parse(r.GetString(0)), RequestJson.Read((byte[])r.GetValue(1), r.GetString(2)), r.GetString(3), r.GetInt32(4), Enum.Parse<PendingState>(r.GetString(5)), new DateTimeOffset(r.GetInt64(6), TimeSpan.Zero), r.GetString(7),
        r.IsDBNull(8) ? null : Guid.Parse(r.GetString(8)), r.GetString(9));
}
