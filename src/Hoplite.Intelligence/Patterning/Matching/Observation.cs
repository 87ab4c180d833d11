namespace Hoplite.Intelligence.Patterning;

/// <summary>One or more observations of the same objects: an observed-data object or an event.</summary>
/// <param name="First">When it was first seen, UTC ticks.</param>
/// <param name="Last">When it was last seen, UTC ticks.</param>
/// <param name="Count">How many times, at least 1.</param>
/// <param name="Objects">The objects by their ids: trees of dictionaries, lists, strings, long, double and bool.</param>
public sealed record Observation(long First, long Last, int Count, IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Objects)
{
    /// <summary>An observation at one time.</summary>
    public static Observation At(long ticks, IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> objects) => new(ticks, ticks, 1, objects);
}
