namespace Hoplite.Intelligence.Taxii;

/// <summary>The versions of one object in their order, and which are the first and the last.</summary>
static class VersionLine
{
    /// <summary>The version of an object as ticks of UTC; what has none has the time of its adding.</summary>
    public static long Of(TaxiiObject item, long added) => item.Version?.UtcTicks ?? DateTimeOffset.UnixEpoch.AddTicks(added * TimeSpan.TicksPerMicrosecond).UtcTicks;

    /// <summary>Puts a version among the others.</summary>
    /// <returns>Where it is now, with the right flags.</returns>
    public static int Insert(List<VersionRow> versions, VersionRow row)
    {
        var place = versions.FindIndex(v => v.Version > row.Version) is >= 0 and var before ? before : versions.Count;
        versions.Insert(place, row);
        versions[place] = row with { Ends = Ends(place, versions.Count) };
        return place;
    }

    /// <summary>Says anew which are the first and the last.</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="changed">Told about every key that has other flags now.</param>
    public static void Mark(List<VersionRow> versions, Action<long, int> changed)
    {
        for (var i = 0; i < versions.Count; i++)
        {
            var ends = Ends(i, versions.Count);
            if (versions[i].Ends == ends) continue;
            changed(versions[i].Key, ends);
            versions[i] = versions[i] with { Ends = ends };
        }
    }

    static int Ends(int place, int count) => (place == 0 ? TaxiiSchema.First : 0) | (place == count - 1 ? TaxiiSchema.Last : 0);
}

/// <summary>One version of an object.</summary>
readonly record struct VersionRow(long Key, long Version, int Ends, bool IsUnversioned);
