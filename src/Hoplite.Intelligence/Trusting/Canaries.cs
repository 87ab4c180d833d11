using Hoplite.Intelligence.Keeping;

namespace Hoplite.Intelligence.Trusting;

/// <summary>Test messages: questions to one peer about things whose answer this node knows, which look like any other question.</summary>
/// <remarks>
/// A decoy was made up for one peer and nobody can have seen it. A peer that calls it bad says what it cannot know; a decoy that comes back from
/// another peer shows who passes on what was told to one. Whoever says that it knows nothing is right, and gains nothing: that costs a liar no effort.
/// After Fung and others (IEEE TNSM 2011).
/// </remarks>
public sealed class Canaries
{
    /// <summary>After how long a decoy is forgotten.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(180);

    readonly TrustBook _trust;
    readonly TimeProvider _time;
    readonly IntelligenceFile? _file;
    readonly Dictionary<Named, string> _askedOf = [];
    readonly HashSet<(Named Named, string Peer)> _convicted = [];
    readonly Lock _gate = new();

    /// <summary>Opens them.</summary>
    /// <param name="trust">Learns from the answers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="file">Where decoys are kept; null for a node that forgets them.</param>
    public Canaries(TrustBook trust, TimeProvider time, IntelligenceFile? file = null)
    {
        (_trust, _time, _file) = (trust, time, file);
        file?.Execute("DELETE FROM decoy WHERE at < @0", (time.GetUtcNow() - Lasts).UtcTicks);
        foreach (var (named, peer, isAsked, isConvicted) in file?.Query("SELECT kind, value, peer, asked, convicted FROM decoy", r => (new Named((NamedKind)r.GetInt32(0), r.GetString(1)), r.GetString(2), r.GetInt64(3) != 0, r.GetInt64(4) != 0)) ?? [])
        {
            if (isAsked) _askedOf[named] = peer;
            if (isConvicted) _convicted.Add((named, peer));
        }
    }

    /// <summary>A decoy for one peer. It is kept before it is asked about, so that it is known again whatever happens.</summary>
    public Named Ask(string peer)
    {
        var decoy = DecoyNames.Next();
        Change(() =>
        {
            while (_askedOf.ContainsKey(decoy) || _trust.About(decoy).Count > 0) decoy = DecoyNames.Next();
            _askedOf[decoy] = peer;
            Keep(decoy, peer, isAsked: true, isConvicted: false);
        });
        return decoy;
    }

    /// <summary>A peer that was asked answers.</summary>
    /// <returns>False when it was never asked about this: then the question was an ordinary one.</returns>
    public bool Answer(string peer, Named named, bool callsItBad)
    {
        var wasTest = false;
        Change(() =>
        {
            wasTest = _askedOf.TryGetValue(named, out var asked) && asked == peer;
            if (wasTest && callsItBad) Convict(named, peer);
        });
        return wasTest;
    }

    /// <summary>Looks at a claim: a decoy that anybody calls bad convicts whoever does.</summary>
    /// <returns>Whether it was about a decoy; such a claim counts for nothing.</returns>
    public bool Convicts(Claim claim)
    {
        lock (_gate)
            if (!_askedOf.ContainsKey(claim.Named)) return false;
        if (claim.IsBad && claim.Peer != TrustBook.Self) Change(() => Convict(claim.Named, claim.Peer));
        return true;
    }

    // The file is locked first, as everywhere.
    void Change(Action work)
    {
        if (_file is null) Locked();
        else _file.Together(Locked);

        void Locked()
        {
            lock (_gate) work();
        }
    }

    // One decoy says one thing of one peer, however often it repeats it.
    void Convict(Named named, string peer)
    {
        if (!_convicted.Add((named, peer))) return;
        Keep(named, peer, isAsked: _askedOf[named] == peer, isConvicted: true);
        _trust.Tested(peer, named.Kind, passed: false);
    }

    void Keep(Named named, string peer, bool isAsked, bool isConvicted) => _file?.Execute(
        "INSERT INTO decoy VALUES (@0, @1, @2, @3, @4, @5) ON CONFLICT DO UPDATE SET convicted = excluded.convicted", (int)named.Kind, named.Value, peer, _time.GetUtcNow().UtcTicks, isAsked ? 1 : 0, isConvicted ? 1 : 0);
}
