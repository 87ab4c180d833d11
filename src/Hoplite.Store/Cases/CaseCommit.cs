using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents;
using Hoplite.Incidents.Grouping;
using Hoplite.Store.Pipeline;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Store.Cases;

/// <summary>Writes down what detection found, all of it with the position it reaches to, or none.</summary>
/// <param name="database">Where to.</param>
/// <param name="time">The clock.</param>
public sealed class CaseCommit(CaseDatabase database, TimeProvider time)
{
    const string Upsert = """
        INSERT INTO incidents (id, number, title, severity, confidence, first, last, created, updated, findings, hosts, users, tactics, why, report)
        VALUES (@0, (SELECT coalesce(max(number), 0) + 1 FROM incidents), @1, @2, @3, @4, @5, @6, @6, @7, @8, @9, @10, @11, @12)
        ON CONFLICT (id) DO UPDATE SET title = @1, severity = @2, confidence = @3, first = @4, last = @5, updated = @6, findings = @7,
          hosts = @8, users = @9, tactics = @10, why = @11, report = @12, merged_into = NULL
        WHERE findings <> @7 OR severity <> @2 OR confidence <> @3 OR last IS NOT @5 OR merged_into IS NOT NULL
        """;

    /// <summary>The position everything before which was looked at.</summary>
    public long Position => (long)database.Read(s => s.Scalar("SELECT position FROM progress"))!;

    /// <summary>Writes.</summary>
    /// <returns>The incidents that are new or have grown.</returns>
    public IReadOnlyList<CaseChange> Write(DetectionCommit commit) => database.Write(session =>
    {
        var now = time.GetUtcNow();
        foreach (var (finding, suppression) in commit.Findings) Insert(session, finding, suppression, now);
        var changed = new List<CaseChange>();
        foreach (var incident in commit.Changed)
        {
            var before = session.Query(
                "SELECT state, findings, severity FROM incidents WHERE id = @0", r => (State: r.GetString(0), Findings: r.GetInt32(1), Severity: (Level?)r.GetInt32(2)), incident.Id.ToString()).FirstOrDefault();
            if (Put(session, incident, now) == 0) continue;
            var isReopened = before.State == "closed" && incident.Findings.Count > before.Findings;
            changed.Add(new CaseChange(incident.Id, before.Severity, isReopened));
            Attach(session, incident, now);
            if (before.State is null) Log(session, incident.Id, now, "found", $"{incident.Findings.Count} findings");
            else if (isReopened)
            {
                // What is new about a closed incident must not disappear in it.
                session.Execute("UPDATE incidents SET state = 'new', verdict = NULL, owner = NULL, closed = NULL, claimed = NULL WHERE id = @0", incident.Id.ToString());
                Log(session, incident.Id, now, "reopened", $"it grew from {before.Findings} to {incident.Findings.Count} findings after it was closed");
            }
        }

        foreach (var (from, into) in commit.Merged) Merge(session, from, into, now);
        session.Execute("UPDATE progress SET position = @0", commit.Position);
        return changed;
    });

    static int Put(SqlSession session, Incident incident, DateTimeOffset now) => session.Execute(
        Upsert, incident.Id.ToString(), incident.Title, (int)incident.Severity, incident.Confidence, incident.First?.UtcTicks, incident.Last?.UtcTicks, now.UtcTicks, incident.Findings.Count,
        CaseJson.Write(Names(incident, EntityKind.Host)), CaseJson.Write(Names(incident, EntityKind.User)), CaseJson.Write(incident.Chain.Select(c => c.Tactic.ShortName)),
        incident.Triage.Why.FirstOrDefault() ?? incident.Triage.Summary, CaseJson.Write(IncidentReporting.Of(incident)));

    // An incident may have thousands of findings and grow by one: only what is new about it is written.
    static void Attach(SqlSession session, Incident incident, DateTimeOffset now)
    {
        var attached = session.Query("SELECT id FROM findings WHERE incident = @0", r => Guid.Parse(r.GetString(0)), incident.Id.ToString()).ToHashSet();
        foreach (var finding in incident.Findings.Where(f => !attached.Contains(f.Id)))
        {
            if (session.Execute("UPDATE findings SET incident = @1 WHERE id = @0", finding.Id.ToString(), incident.Id.ToString()) > 0) continue;

            // Alerts of other tools become findings only when they are part of an incident.
            Insert(session, finding, null, now);
            session.Execute("UPDATE findings SET incident = @1 WHERE id = @0", finding.Id.ToString(), incident.Id.ToString());
        }
    }

    static IEnumerable<string> Names(Incident incident, EntityKind kind) => incident.Entities.Where(e => e.Entity.Kind == kind).Take(20).Select(e => e.Entity.Value);

    static void Insert(SqlSession session, Finding finding, Guid? suppression, DateTimeOffset now)
    {
        var mentions = finding.Events.SelectMany(EntityExtractor.Entities).ToArray();
        session.Execute(
            "INSERT OR IGNORE INTO findings (id, time, found, rule, title, level, host, user, suppressed, detail, json) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10)",
            finding.Id.ToString(), finding.Time?.UtcTicks, now.UtcTicks, finding.Rule.Id, finding.Rule.Title, (int)finding.Rule.Level,
            mentions.FirstOrDefault(m => m is { Entity.Kind: EntityKind.Host, Role: "place" })?.Entity.Value, mentions.FirstOrDefault(m => m.Entity.Kind == EntityKind.User)?.Entity.Value,
            suppression?.ToString(), TellingDetail.Of(finding), FindingJson.Write(finding));
    }

    // What people wrote and did goes with it; whoever had claimed it keeps it.
    static void Merge(SqlSession session, Guid from, Guid into, DateTimeOffset now)
    {
        session.Execute("UPDATE notes SET incident = @1 WHERE incident = @0", from.ToString(), into.ToString());
        session.Execute("UPDATE findings SET incident = @1 WHERE incident = @0", from.ToString(), into.ToString());
        session.Execute("UPDATE incidents SET merged_into = @1, updated = @2 WHERE id = @0", from.ToString(), into.ToString(), now.UtcTicks);
        session.Execute("""
            UPDATE incidents SET owner = (SELECT owner FROM incidents WHERE id = @0), state = 'claimed', claimed = @2
            WHERE id = @1 AND state = 'new' AND EXISTS (SELECT 1 FROM incidents WHERE id = @0 AND state = 'claimed')
            """, from.ToString(), into.ToString(), now.UtcTicks);
        Log(session, into, now, "merged", "another incident turned out to be part of it");
        Log(session, from, now, "merged", "it turned out to be part of another incident");
    }

    internal static void Log(SqlSession session, Guid incident, DateTimeOffset now, string action, string detail, string actor = "hoplite") =>
        session.Execute("INSERT INTO history (incident, time, actor, action, detail) VALUES (@0, @1, @2, @3, @4)", incident.ToString(), now.UtcTicks, actor, action, detail);
}
