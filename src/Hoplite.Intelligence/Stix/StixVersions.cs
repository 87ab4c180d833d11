using System.Text.Json;

namespace Hoplite.Intelligence.Stix;

/// <summary>Whether an object may come in beside the version that is held (STIX 2.1 §3.6). Nothing is overwritten: what does not fit is told.</summary>
public static class StixVersions
{
    /// <summary>What an offered object is to the newest version that is held.</summary>
    /// <param name="held">The newest version held of the same id; null for a new object.</param>
    /// <param name="offered">The object that comes in.</param>
    /// <param name="offeredBy">The identity that offers it, if it is known; only the creator may make a new version.</param>
    public static StixVersionVerdict Judge(StixObject? held, StixObject offered, string? offeredBy = null)
    {
        ArgumentNullException.ThrowIfNull(offered);
        if (held is null) return New(offered, offeredBy);
        if (!held.Id.Equals(offered.Id, StringComparison.Ordinal)) return new(StixVersionChange.Refused, "it is another object");
        if (held.Modified is not { } before || offered.Modified is not { } now) return Unversioned(held, offered);
        if (now == before) return SameContent(held, offered) ? new(StixVersionChange.Same, "") : new(StixVersionChange.Conflict, "the same version has other content; keep both apart and ask the creator");
        if (!Same(held.Type, offered.Type) || held.Created != offered.Created) return new(StixVersionChange.Refused, "type and created of an object never change");
        if (!Same(held.CreatedByRef, offered.CreatedByRef)) return new(StixVersionChange.Refused, "the creator of an object never changes");
        if (offeredBy is not null && !Same(held.CreatedByRef, offeredBy)) return new(StixVersionChange.Refused, "only its creator may change an object; send an object of your own that points to it");
        if (now < before) return new(StixVersionChange.Older, "a newer version is held");
        return held.Revoked ? new(StixVersionChange.Refused, "it was revoked, which is final") : new(StixVersionChange.Newer, offered.Revoked ? "revoked" : "");
    }

    /// <summary>Whether two objects say the same: the same names and values, in whatever order, numbers by value and timestamps by moment.</summary>
    public static bool SameContent(StixObject left, StixObject right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Utf8.Span.SequenceEqual(right.Utf8.Span) || Same(left.Json, right.Json);
    }

    static StixVersionVerdict New(StixObject offered, string? offeredBy) =>
        offeredBy is not null && offered.CreatedByRef is { } creator && !Same(creator, offeredBy)
            ? new(StixVersionChange.New, $"it was made by {creator} and comes from {offeredBy}")
            : new(StixVersionChange.New, "");

    /// <summary>Observables and marking definitions have no versions: they are the same or they clash.</summary>
    static StixVersionVerdict Unversioned(StixObject held, StixObject offered) =>
        SameContent(held, offered) ? new(StixVersionChange.Same, "") : new(StixVersionChange.Conflict, "it has no versions, and its content differs from what is held");

    static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);

    static bool Same(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind) return false;
        switch (left.ValueKind)
        {
            case JsonValueKind.Object:
                var count = 0;
                foreach (var member in left.EnumerateObject())
                {
                    count++;
                    if (!right.TryGetProperty(member.Name, out var other) || !Same(member.Value, other)) return false;
                }

                return count == right.EnumerateObject().Count();
            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength() && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => Same(pair.First, pair.Second));
            case JsonValueKind.String:
                var (one, two) = (left.GetString()!, right.GetString()!);
                return Same(one, two) || StixTime.TryParse(one, out var first) && StixTime.TryParse(two, out var second) && first == second;
            default:
                return JsonElement.DeepEquals(left, right);
        }
    }
}
