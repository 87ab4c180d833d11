using System.Runtime.InteropServices;
using Hoplite.Telemetry.Mapping;

namespace Hoplite.Telemetry;

/// <summary>What a field name alone says about the event that has it.</summary>
/// <param name="Canonical">The id of the name under which rules know it.</param>
/// <param name="Marker">A bit of its own for a name that tells log sources apart; 0 for all others.</param>
/// <param name="TimeRank">1 for the best source of the event's time, more for worse ones, 0 for none.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct FieldTrait(int Canonical, ulong Marker, byte TimeRank)
{
    /// <summary>The names that have a marker; a name's place is the number of its bit.</summary>
    public static string[] Markers { get; } =
        [.. JsonMapping.Default.Sources.SelectMany(s => s.When.Append(s.ServiceFrom ?? s.When[0])).Select(JsonMapping.Default.Canonical).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a name means anything beyond itself.</summary>
    public bool Matters => Marker != 0 || TimeRank != 0;

    /// <summary>The trait of a name.</summary>
    public static FieldTrait Of(string canonical, int id)
    {
        var marker = Array.IndexOf(Markers, canonical);
        var rank = JsonMapping.Default.Times.IndexOf(canonical);
        return new FieldTrait(id, marker < 0 ? 0 : 1UL << marker, (byte)(rank + 1));
    }
}
