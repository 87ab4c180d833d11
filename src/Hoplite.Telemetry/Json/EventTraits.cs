using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using Hoplite.Telemetry.Mapping;

namespace Hoplite.Telemetry.Json;

/// <summary>Gathers, field by field, what tells the log source and the time of a JSON event.</summary>
sealed class EventTraits
{
    readonly Dictionary<ulong, Signature> _signatures = [];
    ulong _mask, _lastMask = ulong.MaxValue;
    Signature _last = Signature.None;
    int _rank;

    /// <summary>UTC ticks; 0 when no field told.</summary>
    public long Time { get; private set; }

    /// <summary>Whether the fields are those of a journal entry; known once the log source was asked for.</summary>
    public bool IsJournal => _last.IsJournal;

    /// <summary>Forgets the event before.</summary>
    public void Clear()
    {
        _mask = 0;
        Time = 0;
        _rank = int.MaxValue;
    }

    /// <summary>Looks at one field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(int name, ReadOnlySpan<byte> value)
    {
        ref readonly var trait = ref FieldTable.Trait(name);
        if (trait.Matters) SeeTrait(in trait, value);
    }

    /// <summary>The number of the log source the fields point to.</summary>
    /// <param name="batch">The batch whose pending fields were seen.</param>
    /// <param name="fallback">The log source when they point to none.</param>
    public int LogSource(EventBatch batch, int fallback)
    {
        if (_mask != _lastMask)
        {
            if (!_signatures.TryGetValue(_mask, out var signature)) _signatures[_mask] = signature = Signature.Of(_mask);
            _last = signature;
            _lastMask = _mask;
        }

        if (_last.Source is null) return fallback;
        return _last.ServiceName is { } name ? _last.ByService(batch, name) : _last.Id;
    }

    void SeeTrait(in FieldTrait trait, ReadOnlySpan<byte> value)
    {
        _mask |= trait.Marker;
        if (trait.TimeRank == 0 || trait.TimeRank >= _rank) return;
        var time = Timestamps.FromIso(value);
        if (time == 0 && Utf8Parser.TryParse(value, out double number, out var used) && used == value.Length)
            time = Timestamps.FromUnixSeconds(number > 1e17 ? number / 1e9 : number > 1e14 ? number / 1e6 : number > 1e11 ? number / 1e3 : number);
        if (time == 0) return;
        Time = time;
        _rank = trait.TimeRank;
    }

    /// <summary>What one set of markers means.</summary>
    sealed record Signature(JsonSource? Source, int Id, string? ServiceName)
    {
        // A hostile service name must not fill the table of log sources.
        const int MaxServices = 256;

        readonly Dictionary<string, int> _services = new(StringComparer.Ordinal);
        readonly int _serviceId = ServiceName is null ? -1 : FieldTable.Intern(ServiceName);
        byte[] _lastService = [];
        int _lastId = -1;

        public bool IsJournal { get; } = ServiceName == "SYSLOG_IDENTIFIER";

        public static Signature None { get; } = new(null, -1, null);

        public static Signature Of(ulong mask)
        {
            foreach (var source in JsonMapping.Default.Sources)
                if (source.When.All(field => (mask & Bit(field)) != 0))
                    return new Signature(source, LogSourceTable.Intern(new LogSource(source.Product, source.Category, source.Service)), source.ServiceFrom);
            return None;
        }

        public int ByService(EventBatch batch, string name)
        {
            foreach (ref var field in batch.Pending)
            {
                if (FieldTable.Canonical(field.Name) != _serviceId) continue;
                var value = batch.Text(ref field);
                if (value.SequenceEqual(_lastService)) return _lastId;
                _lastService = value.ToArray();
                return _lastId = Lookup(Encoding.UTF8.GetString(value));
            }

            return Id;
        }

        int Lookup(string value)
        {
            if (_services.TryGetValue(value, out var id)) return id;
            if (_services.Count >= MaxServices || value.Length > 64) return Id;
            var service = Source!.Services is null ? value
                : Source.Services.TryGetValue(value, out var named) ? named
                : Source.Services.GetValueOrDefault("*", value);
            return _services[value] = LogSourceTable.Intern(new LogSource(Source.Product, Source.Category, service));
        }

        static ulong Bit(string field) => 1UL << Array.IndexOf(FieldTrait.Markers, JsonMapping.Default.Canonical(field));
    }
}
