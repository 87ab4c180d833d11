namespace Hoplite.Detection.Correlation;

/// <summary>A match of a base rule, as much of it as correlations need. It borrows its text from the caller for the length of one call.</summary>
/// <param name="source">The place of the rule in <see cref="CorrelationPlan.Sources"/>.</param>
/// <param name="ticks">Event time, UTC, in units of 100 ns; never the time of arrival; 0 when not known, in which case the hit cannot be counted.</param>
/// <param name="reference">Whatever leads the caller back to the event; the same for every rule that the event matches, so that one event is not counted twice.</param>
/// <param name="text">Where the values stand, UTF-8.</param>
/// <param name="values">One for each of <see cref="CorrelationSource.Fields"/>, in that order.</param>
public readonly ref struct CorrelationHit(int source, long ticks, long reference, ReadOnlySpan<byte> text, ReadOnlySpan<ValueSlice> values)
{
    /// <summary>The place of the rule in <see cref="CorrelationPlan.Sources"/>.</summary>
    public int Source { get; } = source;

    /// <summary>Event time.</summary>
    public long Ticks { get; } = ticks;

    /// <summary>Whatever leads the caller back to the event.</summary>
    public long Reference { get; } = reference;

    /// <summary>Where the values stand.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Where each value stands in the text.</summary>
    public ReadOnlySpan<ValueSlice> Values { get; } = values;

    internal ReadOnlySpan<byte> Value(int field) => Text.Slice(Values[field].Offset, Values[field].Length);
}

/// <summary>Where a value stands in the text of a hit; a negative length says that the event has no such field or holds null there.</summary>
public readonly record struct ValueSlice(int Offset, int Length)
{
    /// <summary>The event has no such field.</summary>
    public static ValueSlice Absent { get; } = new(0, -1);

    /// <summary>Whether there is a value, which may be empty.</summary>
    public bool IsPresent => Length >= 0;
}
