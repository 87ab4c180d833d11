namespace Hoplite.Intelligence.Trusting;

/// <summary>How much two peers speak with one voice: because they copy, collude, or are the same person twice.</summary>
static class Independence
{
    const int FewClaims = 8;

    /// <summary>From 0, independent, to 1, one voice.</summary>
    public static double Likeness(PeerRecord a, PeerRecord b, bool objects, TrustOptions options, DateTimeOffset now)
    {
        var kinship = Kinship(a, b, options, now);
        var (one, other) = (a.Recent(objects), b.Recent(objects));
        var fewest = Math.Min(one.Count, other.Count);
        if (fewest < FewClaims) return kinship;
        var overlap = (double)one.CommonWith(other) / fewest;
        return Math.Max(kinship, Math.Clamp((overlap - options.OrdinaryOverlap) / (1 - options.OrdinaryOverlap) * 2, 0, 1));
    }

    // Whoever lets in many newcomers does not get many voices for it.
    static double Kinship(PeerRecord a, PeerRecord b, TrustOptions options, DateTimeOffset now)
    {
        var related = a.InvitedBy == b.Id || b.InvitedBy == a.Id || (a.InvitedBy is not null && a.InvitedBy == b.InvitedBy);
        if (!related) return 0;
        var age = now - (a.Since > b.Since ? a.Since : b.Since);
        return Math.Clamp(1 - age / options.GoodHalfLife, 0, 1);
    }

    /// <summary>Adds up voices so that those that are alike count once.</summary>
    /// <param name="voices">Who speaks, and how much each would weigh alone.</param>
    /// <param name="likeness">How alike two of them are.</param>
    public static (double Weight, double Voices) Sum(IReadOnlyList<(PeerRecord Peer, double Weight)> voices, Func<PeerRecord, PeerRecord, double> likeness)
    {
        var (weight, count) = (0.0, 0.0);
        var heard = new List<PeerRecord>();
        foreach (var (peer, alone) in voices.OrderByDescending(v => v.Weight).ThenBy(v => v.Peer.Number))
        {
            var own = 1.0;
            foreach (var other in heard) own = Math.Min(own, 1 - likeness(peer, other));
            weight += alone * own;
            if (alone > 0) count += own;
            heard.Add(peer);
        }

        return (weight, count);
    }
}
