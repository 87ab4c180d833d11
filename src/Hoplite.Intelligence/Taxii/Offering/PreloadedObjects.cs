using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Objects of a preloaded collection, with the times of its manifest.</summary>
static class PreloadedObjects
{
    /// <summary>Reads them, in the order they were added.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be taken.</exception>
    public static List<TaxiiObject> Read(JsonElement collection)
    {
        var added = new Dictionary<(string Id, DateTimeOffset? Version), DateTimeOffset>();
        foreach (var record in PreloadFile.Items(collection, "manifest"))
            if (TaxiiTime.Read(record.GetProperty("date_added").GetString()) is { } time) added[(record.GetProperty("id").GetString()!, TaxiiTime.Read(record.GetProperty("version").GetString()))] = time;
        var objects = new List<TaxiiObject>();
        var none = new Dictionary<string, Tlp>(StringComparer.Ordinal);
        foreach (var item in PreloadFile.Items(collection, "objects"))
        {
            if (ObjectHead.Read(item, none, out var head, out var id, out _) is { } wrong) throw new InvalidDataException($"{id ?? "an object"}: {wrong}");
            objects.Add(head! with { Added = added.TryGetValue((head.Id, head.Version), out var time) ? time : null });
        }

        return InOrder(objects);
    }

    // Two that were added at the same time get two times: the one that is given to whom asks for nothing special keeps it, the other was a little earlier.
    static List<TaxiiObject> InOrder(List<TaxiiObject> objects)
    {
        var timed = objects.Where(o => o.Added is not null).OrderByDescending(o => o.Added).ThenByDescending(o => o.SpecVersion, StringComparer.Ordinal).ThenByDescending(o => o.Version).ToList();
        for (var i = 1; i < timed.Count; i++)
            if (timed[i].Added >= timed[i - 1].Added) timed[i] = timed[i] with { Added = timed[i - 1].Added!.Value.AddTicks(-TimeSpan.TicksPerMicrosecond) };
        timed.Reverse();
        return [.. timed, .. objects.Where(o => o.Added is null)];
    }
}
