namespace Hoplite.Guard.Endorsing;

/// <summary>Counts sensors that do not depend on one another: no two of them share the way their events came or the machine that wrote them.</summary>
/// <remarks>Somebody who owns one machine can write in the name of many, and many logs of one machine are one sensor; so it is the largest matching of ways and machines (König 1931) that counts.</remarks>
static class IndependentSensors
{
    const int MostAsked = 64;

    /// <summary>How many there are.</summary>
    public static int Count(IEnumerable<SensorOrigin> origins)
    {
        var recorders = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var origin in origins)
        {
            if (!recorders.TryGetValue(origin.Channel, out var of))
            {
                if (recorders.Count >= MostAsked) continue;
                recorders[origin.Channel] = of = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            }

            if (of.Count < MostAsked) of.Add(origin.Recorder);
        }

        var takenBy = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return recorders.Keys.Count(channel => Place(channel, recorders, takenBy, new HashSet<string>(StringComparer.OrdinalIgnoreCase)));
    }

    static bool Place(string channel, Dictionary<string, HashSet<string>> recorders, Dictionary<string, string> takenBy, HashSet<string> tried)
    {
        foreach (var recorder in recorders[channel])
        {
            if (!tried.Add(recorder)) continue;
            if (takenBy.TryGetValue(recorder, out var other) && !Place(other, recorders, takenBy, tried)) continue;
            takenBy[recorder] = channel;
            return true;
        }

        return false;
    }
}
