using Hoplite.Intelligence.Keeping;

namespace Hoplite.Intelligence.Trusting;

/// <summary>Carries what was learned of peers over a restart.</summary>
/// <param name="file">Where it is kept; null for a book that forgets.</param>
sealed class TrustKeeping(IntelligenceFile? file)
{
    public IEnumerable<(string Peer, NamedKind Kind, bool Objects, PeerTrust Trust)> Trusts() => file is null ? [] : file.Query(
        "SELECT peer, kind, objects, good, bad, at FROM trust", r => (r.GetString(0), (NamedKind)r.GetInt32(1), r.GetInt64(2) != 0, new PeerTrust(r.GetDouble(3), r.GetDouble(4), At(r.GetInt64(5)))));

    public IEnumerable<Claim> Claims() => file is null ? [] : file.Query(
        "SELECT peer, kind, value, bad, at, source, until, confidence FROM claim ORDER BY at",
        r => new Claim(r.GetString(0), new Named((NamedKind)r.GetInt32(1), r.GetString(2)), r.GetInt64(3) != 0, At(r.GetInt64(4)), r.GetString(5), r.IsDBNull(6) ? null : At(r.GetInt64(6)), r.IsDBNull(7) ? 100 : r.GetInt32(7)));

    public IEnumerable<(Named Named, bool Bad, string Peer)> Settled() => file is null ? [] : file.Query(
        "SELECT kind, value, bad, peer FROM settled", r => (new Named((NamedKind)r.GetInt32(0), r.GetString(1)), r.GetInt64(2) != 0, r.GetString(3)));

    public void Keep(Claim claim) => file?.Execute(
        "INSERT INTO claim (peer, kind, value, bad, at, source, until, confidence) VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT DO UPDATE SET bad = excluded.bad, at = excluded.at, source = excluded.source, until = excluded.until, confidence = excluded.confidence",
        claim.Peer, (int)claim.Named.Kind, claim.Named.Value, claim.IsBad ? 1 : 0, claim.At.UtcTicks, claim.Source, claim.Until?.UtcTicks, claim.Confidence);

    public void Forget(string peer, Named named) => file?.Execute("DELETE FROM claim WHERE peer = @0 AND kind = @1 AND value = @2", peer, (int)named.Kind, named.Value);

    public void Keep(string peer, NamedKind kind, bool objects, PeerTrust trust)
    {
        file?.Execute(
            "INSERT INTO trust VALUES (@0, @1, @2, @3, @4, @5) ON CONFLICT DO UPDATE SET good = excluded.good, bad = excluded.bad, at = excluded.at",
            peer, (int)kind, objects ? 1 : 0, trust.Good, trust.Bad, trust.At.UtcTicks);
        if (!objects) file?.Execute("INSERT INTO trust_day VALUES (@0, @1, @2) ON CONFLICT DO UPDATE SET reliable = excluded.reliable", peer, trust.At.UtcTicks / TimeSpan.TicksPerDay, trust.Reliable);
    }

    public void Settle(Named named, bool bad, string peer) => file?.Execute("INSERT OR IGNORE INTO settled VALUES (@0, @1, @2, @3)", (int)named.Kind, named.Value, bad ? 1 : 0, peer);

    public void Unsettle(Named named, bool bad, string peer) => file?.Execute("DELETE FROM settled WHERE kind = @0 AND value = @1 AND bad = @2 AND peer = @3", (int)named.Kind, named.Value, bad ? 1 : 0, peer);

    /// <summary>Does all of it, or none; the file belongs to this thread meanwhile.</summary>
    public void Together(Action work)
    {
        if (file is null) work();
        else file.Together(work);
    }

    /// <summary>How far a peer could be relied on, day by day.</summary>
    public IReadOnlyList<(DateOnly Day, double Reliable)> History(string peer) => file is null ? [] : file.Query(
        "SELECT day, reliable FROM trust_day WHERE peer = @0 ORDER BY day", r => (DateOnly.FromDateTime(new DateTime(r.GetInt64(0) * TimeSpan.TicksPerDay, DateTimeKind.Utc)), r.GetDouble(1)), peer);

    static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
