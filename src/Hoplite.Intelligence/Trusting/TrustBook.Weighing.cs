using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Hoplite.Intelligence.Trusting;

// What the claims about a thing come to: how far it is believed, and how fresh that is.
public sealed partial class TrustBook
{
    /// <summary>Of some things, those of which something else is to be made than when they were last decided about: because of claims, of trust, or of time that passed.</summary>
    /// <param name="some">The things.</param>
    /// <param name="decided">What was made of a thing; null when it was not decided about yet.</param>
    /// <param name="weighed">What was weighed already in this round; many things are named by the same peers.</param>
    /// <param name="now">The time of this round.</param>
    internal IReadOnlyList<Named> Changed(IReadOnlyList<Named> some, Func<Named, Basis?> decided, Dictionary<UInt128, Opinion> weighed, DateTimeOffset now)
    {
        var changed = new List<Named>();
        lock (_gate)
            foreach (var named in some)
            {
                var list = _claims.TryGetValue(named, out var said) ? said : [];
                var key = Voices(named.Kind, list, now, out var since);
                if (!weighed.TryGetValue(key, out var opinion)) weighed[key] = opinion = Weigh(list.FindAll(c => Holds(c, now)), named.Kind, now);
                if (decided(named)?.IsLike(Basis.Of(opinion with { Since = since, Fresh = Fresh(list, now) }, _options, now)) != true) changed.Add(named);
            }

        return changed;
    }

    Opinion Weigh(List<Claim> list, NamedKind kind, DateTimeOffset now)
    {
        if (list.Count == 0) return Opinion.None;
        var (support, voices) = Voices(list.Where(c => c.IsBad), kind, objects: false, now);
        var (against, objecting) = Voices(list.Where(c => !c.IsBad), kind, objects: true, now);
        var own = list.Find(c => c.Peer == Self);

        // One voice that objects keeps a thing from being blocked; to keep it from being matched takes two that do not speak as one.
        if (objecting < _options.ObjectingVoices) against = 0;
        var odds = _options.Prior + support - against + (own is null ? 0 : own.IsBad ? SelfWeight : -SelfWeight);
        var oldest = list.Where(c => c.IsBad).Select(c => (DateTimeOffset?)c.At).Min();
        return new Opinion(1 / (1 + Math.Exp(-odds)), voices + (own is { IsBad: true } ? 1 : 0), objecting, oldest, [.. list.Where(c => c.IsBad).Select(c => c.Peer)]);
    }

    // Who says what of a thing, in whatever order: things with the same voices are believed as much.
    UInt128 Voices(NamedKind kind, List<Claim> said, DateTimeOffset now, out DateTimeOffset? since)
    {
        since = null;
        Span<int> voices = said.Count < 64 ? stackalloc int[said.Count + 1] : new int[said.Count + 1];
        var count = 0;
        foreach (var claim in said)
        {
            if (!Holds(claim, now)) continue;
            voices[count++] = (claim.Peer == Self ? 0 : Record(claim.Peer).Number << 1) | (claim.IsBad ? 1 : 0);
            if (claim.IsBad && (since is null || claim.At < since)) since = claim.At;
        }

        voices[..count].Sort();
        voices[count++] = (int)kind;
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(voices[..count]));
    }

    (double Weight, double Voices) Voices(IEnumerable<Claim> claims, NamedKind kind, bool objects, DateTimeOffset now)
    {
        var voices = new List<(PeerRecord, double)>();
        foreach (var claim in claims)
        {
            if (claim.Peer == Self) continue;
            var peer = Record(claim.Peer);
            var reliable = peer.IsSuspended(now) ? 0 : Trust(peer, kind, objects, now);
            voices.Add((peer, Math.Max(0, Math.Log(reliable / (1 - reliable)))));
        }

        return Independence.Sum(voices, (a, b) => Independence.Likeness(a, b, objects, _options, now));
    }

    // Whoever is trusted about bad things may object as well, until its objections have a record of their own.
    double Trust(PeerRecord peer, NamedKind kind, bool objects, DateTimeOffset now)
    {
        var trust = peer.Trust(kind, objects, now);
        if (!objects || trust.Good + trust.Bad > _options.Newcomer.Good + _options.Newcomer.Bad + 1) return trust.Reliable;
        return peer.Trust(kind, objects: false, now).Reliable;
    }

    // The freshest word counts. That of somebody who is not relied on is as old as the first that was said of the thing, or anybody could keep it fresh.
    Freshness Fresh(List<Claim> said, DateTimeOffset now)
    {
        var freshest = Freshness.None;
        foreach (var claim in said)
        {
            if (!claim.IsBad || !Holds(claim, now)) continue;
            if (claim.Peer == Self) return Freshness.Lasting;
            var seen = IsReliedOn(claim, now) ? Seen.Of(claim) : Later(said.Where(c => c.IsBad).Min(c => c.At), Seen.Of(claim.Named));
            var fresh = new Freshness(_options.Decay.Of(claim.Named.Kind).Score(claim.Confidence, now - seen), Math.Clamp(claim.Confidence, 0, 100), seen, claim.Until);
            if (freshest.Seen is null || fresh.Score > freshest.Score) freshest = fresh;
        }

        return freshest;
    }

    bool IsReliedOn(Claim claim, DateTimeOffset now) => !Record(claim.Peer).IsSuspended(now) && Record(claim.Peer).Trust(claim.Named.Kind, objects: false, now).Reliable > 0.5;

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
