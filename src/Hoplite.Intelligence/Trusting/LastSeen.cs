using Hoplite.Intelligence.Keeping;

namespace Hoplite.Intelligence.Trusting;

/// <summary>When things were last seen, and when sources that name all they know again and again last did so. It carries over a restart what was seen; sources say theirs again.</summary>
/// <remarks>Safe for several threads.</remarks>
public sealed class LastSeen
{
    readonly Dictionary<Named, DateTimeOffset> _seen = [];
    readonly Dictionary<string, DateTimeOffset> _listed = new(StringComparer.Ordinal);
    readonly IntelligenceFile? _file;
    readonly Lock _gate = new();

    /// <summary>Opens it.</summary>
    /// <param name="file">Where it is kept; null for one that forgets.</param>
    public LastSeen(IntelligenceFile? file)
    {
        _file = file;
        if (file is null) return;
        file.Execute("CREATE TABLE IF NOT EXISTS seen (kind INTEGER NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, value)) WITHOUT ROWID");
        foreach (var (named, at) in file.Query("SELECT kind, value, at FROM seen", r => (new Named((NamedKind)r.GetInt32(0), r.GetString(1)), new DateTimeOffset(r.GetInt64(2), TimeSpan.Zero)))) _seen[named] = at;
    }

    /// <summary>A thing was seen. An earlier sight than the last changes nothing.</summary>
    public void See(Named named, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_seen.TryGetValue(named, out var known) && known >= at) return;
            _seen[named] = at;
        }

        _file?.Execute("INSERT INTO seen VALUES (@0, @1, @2) ON CONFLICT (kind, value) DO UPDATE SET at = max(at, excluded.at)", (int)named.Kind, named.Value, at.UtcTicks);
    }

    /// <summary>A source that leaves out what it does not mean any more was read: all that it still names, it confirms.</summary>
    public void Confirm(string peer, DateTimeOffset at)
    {
        lock (_gate) _listed[peer] = _listed.TryGetValue(peer, out var known) && known > at ? known : at;
    }

    /// <summary>When a thing was seen, by whomever; null when it never was.</summary>
    public DateTimeOffset? Of(Named named)
    {
        lock (_gate) return _seen.TryGetValue(named, out var at) ? at : null;
    }

    /// <summary>When what a claim says was last said or seen.</summary>
    public DateTimeOffset Of(Claim claim)
    {
        lock (_gate)
        {
            var at = claim.At;
            if (_listed.TryGetValue(claim.Peer, out var listed) && listed > at) at = listed;
            return _seen.TryGetValue(claim.Named, out var seen) && seen > at ? seen : at;
        }
    }

    /// <summary>Forgets a thing.</summary>
    internal void Forget(Named named)
    {
        lock (_gate) _seen.Remove(named);
        _file?.Execute("DELETE FROM seen WHERE kind = @0 AND value = @1", (int)named.Kind, named.Value);
    }
}
