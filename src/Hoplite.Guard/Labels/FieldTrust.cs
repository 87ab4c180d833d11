using System.Collections.Frozen;
using System.Security.Cryptography;
using Hoplite.Telemetry;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Guard.Labels;

/// <summary>Which label a field of an event has: the table <c>content/labels/fields.yaml</c>. What it does not name is free text of internal confidentiality.</summary>
public sealed class FieldTrust
{
    // A change of the table is a change here too. It is what every automatic decision rests on.
    const string Digest = "bf099a4dd0439b140fd06137f68bc6d69220c5285e21d0e72189d6b2a7888d92";

    readonly SourceType[] _types;

    FieldTrust(SourceType[] types) => _types = types;

    /// <summary>The table of this build; an empty one, by which nothing is trusted, when it does not fit its digest.</summary>
    public static FieldTrust Default { get; } = Load();

    /// <summary>Whether the table fits its digest.</summary>
    public bool IsIntact => _types.Length > 0;

    /// <summary>The types of sources, in the order in which they are tried.</summary>
    public IReadOnlyList<SourceType> Types => _types;

    /// <summary>Reads a table.</summary>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="YamlDotNet.Core.YamlException">It is no such table.</exception>
    public static FieldTrust Parse(string yaml) => new([.. new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<TableFile>(yaml).Types.Select(t => t.ToType())]);

    /// <summary>The type of an event's source; null when the table has none for it.</summary>
    public SourceType? TypeOf(EventRecord record) => Array.Find(_types, t => t.Fits(record));

    /// <summary>The label of a field.</summary>
    /// <param name="record">The event.</param>
    /// <param name="field">Its name as the source gave it.</param>
    /// <param name="channel">How far the way it came can be trusted: no field is trusted more. <see cref="Integrity.Source"/> for what came over UDP.</param>
    public Label Of(EventRecord record, string field, Integrity channel = Integrity.Sensor)
    {
        var (integrity, confidentiality) = TypeOf(record)?.Of(field) ?? (Integrity.FreeText, Confidentiality.Internal);
        return new Label((Integrity)Math.Min((int)integrity, (int)channel), confidentiality, Provenance.Of(EventId.Of(record)));
    }

    static FieldTrust Load()
    {
        using var stream = typeof(FieldTrust).Assembly.GetManifestResourceStream("labels/fields.yaml") ?? throw new InvalidOperationException("the table of labels is not part of this build");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())) == Digest ? Parse(System.Text.Encoding.UTF8.GetString(bytes.ToArray())) : new FieldTrust([]);
    }

    sealed class TableFile
    {
        public List<TypeEntry> Types { get; init; } = [];
    }

    sealed class TypeEntry
    {
        public string Id { get; init; } = "";

        public string? Product { get; init; }

        public string? Category { get; init; }

        public string? Service { get; init; }

        public Dictionary<string, List<string>> Where { get; init; } = [];

        public List<string> Sensor { get; init; } = [];

        public List<string> Source { get; init; } = [];

        public List<string> Sensitive { get; init; } = [];

        public SourceType ToType()
        {
            var fields = new Dictionary<string, (Integrity, Confidentiality)>(StringComparer.Ordinal);
            foreach (var (names, integrity) in new[] { (Sensitive, Integrity.FreeText), (Source, Integrity.Source), (Sensor, Integrity.Sensor) })
                foreach (var name in names)
                    fields[name] = (integrity, Sensitive.Contains(name) ? Confidentiality.Sensitive : Confidentiality.Internal);
            return new SourceType(Id, new LogSource(Product, Category, Service), Where.ToFrozenDictionary(w => w.Key, w => w.Value.ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal), fields.ToFrozenDictionary(StringComparer.Ordinal));
        }
    }
}
