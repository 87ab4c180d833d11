using System.Runtime.CompilerServices;
using Hoplite.Telemetry.Mapping;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Telemetry.Entities;

/// <summary>Tells of a field what an indicator could name in it, by <c>content/mappings/observables.yaml</c> and <c>entities.yaml</c>.</summary>
public static class ObservableFields
{
    // 0 for a field not asked about yet, else its kind and one more. Two threads that look it up at once write the same.
    static readonly byte[] Known = new byte[FieldTable.Capacity];
    static readonly Dictionary<string, ObservableKind> ByName = Load();

    /// <summary>The kind of a field by its id in <see cref="FieldTable"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ObservableKind Of(int field) => Known[field] is > 0 and var kind ? (ObservableKind)(kind - 1) : Find(field);

    /// <summary>The kind of a field by its name, as its source writes it.</summary>
    public static ObservableKind OfName(string name) => Of(FieldTable.Canonical(name));

    static ObservableKind Find(int field)
    {
        var kind = Of(FieldTable.Name(FieldTable.Canonical(field)));
        Known[field] = (byte)(kind + 1);
        return kind;
    }

    static ObservableKind Of(string name)
    {
        if (ByName.TryGetValue(name, out var kind)) return kind;
        if (!EntityMapping.Default.ByField.TryGetValue(name, out var meaning)) return ObservableKind.None;
        return (meaning.Kind, meaning.Role) switch
        {
            (EntityKind.Address, "actor") => ObservableKind.SourceAddress,
            (EntityKind.Address, "object") => ObservableKind.DestinationAddress,
            (EntityKind.Address, _) => ObservableKind.Address,
            (EntityKind.Domain, _) => ObservableKind.Domain,
            (EntityKind.Hash, _) => ObservableKind.Hash,
            (EntityKind.File, _) => ObservableKind.File,
            (EntityKind.Process, "parent") => ObservableKind.ParentImage,
            (EntityKind.Process, "actor") => ObservableKind.Image,
            (EntityKind.Registry, _) => ObservableKind.RegistryKey,
            (EntityKind.User, _) => ObservableKind.User,
            _ => ObservableKind.None,
        };
    }

    static Dictionary<string, ObservableKind> Load()
    {
        using var stream = Content.Open("observables.yaml");
        using var text = new StreamReader(stream);
        var file = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<KindFile>(text);
        var byName = new Dictionary<string, ObservableKind>(StringComparer.Ordinal);
        foreach (var (kind, names) in file.Fields)
            foreach (var name in names) byName[name] = Enum.Parse<ObservableKind>(kind.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        return byName;
    }

    sealed class KindFile
    {
        public Dictionary<string, List<string>> Fields { get; init; } = [];
    }
}
