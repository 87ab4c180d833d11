using System.Collections.Immutable;
using System.Text;

namespace Hoplite.Detection.Correlation;

/// <summary>The key of a group: hashed to find the group, and kept as short text to show it.</summary>
static class GroupKeys
{
    /// <summary>Longer values are cut when they are kept; the hash is of the whole value.</summary>
    public const int LongestKept = 255;

    /// <summary>False when a field of the key is absent, in which case the event belongs to no group.</summary>
    public static bool TryHash(in CorrelationHit hit, int[] fields, out ulong hash)
    {
        hash = KeyHash.Start;
        foreach (var field in fields)
        {
            if (!hit.Values[field].IsPresent) return false;
            hash = KeyHash.Add(hash, hit.Value(field));
        }

        hash = KeyHash.Finish(hash);
        return true;
    }

    public static int KeptLength(in CorrelationHit hit, int[] fields)
    {
        var length = 0;
        foreach (var field in fields) length += 1 + Math.Min(LongestKept, hit.Values[field].Length);
        return length;
    }

    /// <summary>Writes each value after its length.</summary>
    public static void Keep(in CorrelationHit hit, int[] fields, Span<byte> kept)
    {
        foreach (var field in fields)
        {
            var value = hit.Value(field);
            if (value.Length > LongestKept) value = value[..LongestKept];
            kept[0] = (byte)value.Length;
            value.CopyTo(kept[1..]);
            kept = kept[(1 + value.Length)..];
        }
    }

    public static ImmutableArray<string> Read(ReadOnlySpan<byte> kept)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        while (!kept.IsEmpty)
        {
            values.Add(Encoding.UTF8.GetString(kept.Slice(1, kept[0])));
            kept = kept[(1 + kept[0])..];
        }

        return values.ToImmutable();
    }
}
