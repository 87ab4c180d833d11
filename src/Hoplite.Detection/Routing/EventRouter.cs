using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;
using Hoplite.Detection.Matching;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Routing;

/// <summary>Finds the plan for an event from its log source and, for Windows logs, its channel, provider and event id.</summary>
/// <remarks>One per thread, so that nothing is locked on the way; the plans themselves are shared.</remarks>
sealed class EventRouter(PlanCache plans, LogSource? unplaced)
{
    // Hostile logs can invent channels without end; then the routes are forgotten and found again.
    const int MaxRoutes = 1 << 14;

    static readonly int Channel = FieldTable.Intern("Channel");
    static readonly int Provider = FieldTable.Intern("Provider_Name");
    static readonly int SourceName = FieldTable.Intern("SourceName");
    static readonly int EventId = FieldTable.Intern("EventID");
    static readonly int HighestName = Math.Max(Math.Max(Channel, Provider), Math.Max(SourceName, EventId));

    readonly long _seed = Random.Shared.NextInt64();
    readonly Dictionary<ulong, Plan> _routes = [];
    Plan?[] _bySource = [];

    /// <summary>The plan for one event.</summary>
    public Plan Route(EventBatch batch, int index)
    {
        var source = batch[index].Source;
        if (source < _bySource.Length && _bySource[source] is { } plan) return plan.Successor is { } better ? _bySource[source] = better : plan;
        return LogSourceTable.Get(source).Product == "windows" ? RouteWindows(batch, index, source) : Learn(source);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Plan Learn(int source)
    {
        if (source >= _bySource.Length) Array.Resize(ref _bySource, Math.Max(source + 1, LogSourceTable.Count));
        return _bySource[source] = plans.Get(new EventOrigin(LogSourceTable.Get(source) is var known && known == LogSource.Unknown && unplaced is not null ? unplaced : known));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Plan RouteWindows(EventBatch batch, int index, int source)
    {
        ref var none = ref Unsafe.NullRef<Field>();
        ref var channel = ref none;
        ref var provider = ref none;
        ref var alias = ref none;
        ref var eventId = ref none;
        foreach (ref var field in batch.Fields(index))
        {
            var name = FieldTable.Canonical(field.Name);
            if (name > HighestName) continue;
            if (name == Channel && Unsafe.IsNullRef(ref channel)) channel = ref field;
            else if (name == EventId && Unsafe.IsNullRef(ref eventId)) eventId = ref field;
            else if (name == Provider && Unsafe.IsNullRef(ref provider)) provider = ref field;
            else if (name == SourceName && Unsafe.IsNullRef(ref alias)) alias = ref field;
        }

        if (Unsafe.IsNullRef(ref provider)) provider = ref alias;
        var key = Hash(batch, ref channel, _seed) * 31 + Hash(batch, ref provider, _seed + 1) * 17 + Hash(batch, ref eventId, _seed + 2) + (ulong)source;
        if (_routes.TryGetValue(key, out var plan)) return plan.Successor is { } better ? _routes[key] = better : plan;
        if (_routes.Count >= MaxRoutes) _routes.Clear();
        return _routes[key] = plans.Get(new EventOrigin(LogSourceTable.Get(source), Read(batch, ref channel), Read(batch, ref provider), Read(batch, ref eventId)));
    }

    static ulong Hash(EventBatch batch, ref Field field, long seed) =>
        Unsafe.IsNullRef(ref field) ? 0 : XxHash3.HashToUInt64(batch.Text(ref field), seed);

    static string? Read(EventBatch batch, ref Field field) =>
        Unsafe.IsNullRef(ref field) || field.Kind == FieldKind.Null ? null : Encoding.UTF8.GetString(batch.Text(ref field));
}
