using System.Text.Json;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Intelligence;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>Makes rows of what the room knows.</summary>
static class IntelligenceRows
{
    const int MostRefs = 200;

    static readonly string[] Titles = ["name", "opinion", "relationship_type", "value", "pattern"];

    public static IndicatorRow Of(IntelligenceRoom room, Standing standing, IReadOnlyDictionary<string, long> now)
    {
        var id = MatchTables.IdOf(standing.Named);
        return new IndicatorRow(
            id, standing.Named.Kind.ToString(), standing.Named.Value, standing.Rung.ToString(), standing.Belief, standing.Independent,
            room.Trust.About(standing.Named).Where(c => c.IsBad).Select(c => c.Peer).Distinct(StringComparer.Ordinal).Count(), room.Hits.Of(id) + now.GetValueOrDefault(id), standing.Fresh.Score, standing.Reasons);
    }

    /// <summary>How what is known of a thing grows old.</summary>
    public static FadingRow Fading(IntelligenceRoom room, Standing standing)
    {
        var (decay, fresh) = (room.Trust.Options.Decay, standing.Fresh);
        var curve = decay.Of(standing.Named.Kind);
        return new FadingRow(fresh.Start, fresh.Seen, curve.Lifetime.TotalDays, curve.Speed, decay.BlockScore, decay.DetectScore, Until(decay.BlockScore), Until(decay.DetectScore));

        DateTimeOffset? Until(double score)
        {
            if (fresh.Seen is not { } seen || fresh.Start < score) return null;
            var end = seen + curve.Until(fresh.Start, score);
            return fresh.Ends is { } said && said < end ? said : end;
        }
    }

    public static ClaimRow Of(IntelligenceRoom room, Claim claim) =>
        new(claim.Peer, NameOf(room, claim.Peer), claim.IsBad, claim.At, claim.Source, claim.Peer == TrustBook.Self ? 1 : room.Trust.Reliable(claim.Peer, claim.Named.Kind));

    public static RetroRow Of(RetroFind find) => new(MatchTables.IdOf(find.Named), find.Named.Kind.ToString(), find.Named.Value, find.Use.Hosts, find.Use.Days, find.Use.Events, find.At);

    public static RefusalRow Of(IntelligenceRoom room, Refusal refusal) => new(refusal.At, NameOf(room, refusal.From), refusal.Id, refusal.Reason);

    public static ObjectRow Of(IntelligenceRoom room, StoredObject stored)
    {
        using var document = JsonDocument.Parse(stored.Json);
        var root = document.RootElement;
        var title = Titles.Select(t => root.TryGetProperty(t, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null).FirstOrDefault(t => t is not null);
        return new ObjectRow(
            stored.Id, stored.Id[..stored.Id.IndexOf("--", StringComparison.Ordinal)], title, stored.Author, NameOf(room, stored.Author), TlpWords.Of((Tlp)stored.Tlp), stored.Revoked, stored.Received,
            stored.Author == room.Identity, [.. Refs(root).Distinct(StringComparer.Ordinal).Take(MostRefs)]);
    }

    public static FeedRow Of(IntelligenceRoom room, PolledFeed live, IReadOnlyDictionary<string, long> hits)
    {
        var (feed, state, source) = (live.Options, live.State, live.State.Source);
        var (newcomer, penalty) = (room.Trust.Options.Newcomer, room.Trust.Options.Penalty);
        var (right, wrong) = (0.0, 0.0);
        foreach (var trust in room.Trust.Peers().Where(p => p.Peer == source).SelectMany(p => p.Trust.Values))
            (right, wrong) = (right + Math.Max(0, trust.Good - newcomer.Good), wrong + Math.Max(0, trust.Bad - newcomer.Bad) / penalty);
        var reliable = Enum.GetValues<NamedKind>().Min(k => room.Trust.Reliable(source, k));
        return new FeedRow(
            feed.Name, feed.Kind.ToString(), Shown(feed.Url), feed.Collection, feed.EveryMinutes, live.Checked, state.Last, state.Objects, state.Ended, state.Refused, hits.GetValueOrDefault(source), live.Loop.Failures, live.Loop.Trouble, reliable,
            right + wrong > 0 ? wrong / (right + wrong) : null);
    }

    // Behind the question mark some publishers want a key.
    static string Shown(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : address;

    /// <summary>What people call a source.</summary>
    public static string NameOf(IntelligenceRoom room, string source)
    {
        if (source == TrustBook.Self) return "this node";
        if (room.Roster.All.FirstOrDefault(m => m.Key.Identity == source) is { } member) return member.Name;
        var colon = source.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && source[..colon] is "feed" or "person" ? source[(colon + 1)..] : source;
    }

    static IEnumerable<string> Refs(JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name.EndsWith("_ref", StringComparison.Ordinal) && property.Value.ValueKind == JsonValueKind.String) yield return property.Value.GetString()!;
            if (property.Name == "object_marking_refs" || !property.Name.EndsWith("_refs", StringComparison.Ordinal) || property.Value.ValueKind != JsonValueKind.Array) continue;
            foreach (var item in property.Value.EnumerateArray())
                if (item.ValueKind == JsonValueKind.String) yield return item.GetString()!;
        }
    }
}
