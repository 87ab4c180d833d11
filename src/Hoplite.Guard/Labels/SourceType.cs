using System.Collections.Frozen;
using Hoplite.Telemetry;

namespace Hoplite.Guard.Labels;

/// <summary>A kind of source whose fields have the same labels.</summary>
public sealed class SourceType
{
    static readonly FrozenSet<string> Wholes = new[] { "message", "Message", "msg", "raw", "log", "event.original", "full_message", "text" }.ToFrozenSet(StringComparer.Ordinal);

    readonly LogSource _source;
    readonly Confidentiality _mostSecret;
    readonly FrozenDictionary<string, FrozenSet<string>> _where;
    readonly FrozenDictionary<string, (Integrity Integrity, Confidentiality Confidentiality)> _fields;

    internal SourceType(string id, LogSource source, FrozenDictionary<string, FrozenSet<string>> where, FrozenDictionary<string, (Integrity, Confidentiality)> fields) =>
        (Id, _source, _where, _fields, _mostSecret) = (id, source, where, fields, fields.Count == 0 ? Confidentiality.Internal : fields.Values.Max(f => f.Item2));

    /// <summary>Its name in the table.</summary>
    public string Id { get; }

    /// <summary>The fields the table names.</summary>
    public IReadOnlyCollection<string> Fields => _fields.Keys;

    /// <summary>What the table says of a field. One that holds the whole event is as secret as anything in it.</summary>
    public (Integrity Integrity, Confidentiality Confidentiality) Of(string field) =>
        _fields.TryGetValue(field, out var label) ? label : (Integrity.FreeText, Wholes.Contains(field) ? _mostSecret : Confidentiality.Internal);

    /// <summary>Whether an event is of this kind.</summary>
    public bool Fits(EventRecord record) =>
        Same(_source.Product, record.LogSource.Product) && Same(_source.Category, record.LogSource.Category) && Same(_source.Service, record.LogSource.Service)
        && _where.All(w => record[w.Key] is { } value && w.Value.Contains(value));

    static bool Same(string? wanted, string? found) => wanted is null || string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);
}
