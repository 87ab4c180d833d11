using Hoplite.Telemetry.Entities;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Telemetry.Mapping;

/// <summary>The content of <c>content/mappings/entities.yaml</c>.</summary>
sealed class EntityMapping
{
    EntityMapping(EntityFile file)
    {
        foreach (var entry in file.Fields)
            foreach (var (rank, name) in entry.Names.Index()) ByField.TryAdd(name, new FieldMeaning(Enum.Parse<EntityKind>(entry.Kind, ignoreCase: true), entry.Role, rank));
        foreach (var (kind, names) in file.Links)
            foreach (var name in names) Links.TryAdd(name, kind);
    }

    /// <summary>The mapping of this build.</summary>
    public static EntityMapping Default { get; } = Load();

    public Dictionary<string, FieldMeaning> ByField { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Links { get; } = new(StringComparer.Ordinal);

    static EntityMapping Load()
    {
        using var stream = Content.Open("entities.yaml");
        using var text = new StreamReader(stream);
        return new(new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<EntityFile>(text));
    }

    sealed class EntityFile
    {
        public List<EntityField> Fields { get; init; } = [];

        public Dictionary<string, List<string>> Links { get; init; } = [];
    }

    sealed class EntityField
    {
        public string Kind { get; init; } = "";

        public string Role { get; init; } = "";

        public List<string> Names { get; init; } = [];
    }
}

/// <summary>What a field says about entities.</summary>
/// <param name="Kind">The kind of entity it names.</param>
/// <param name="Role">What that did.</param>
/// <param name="Rank">Its place among the fields that say the same: the first that is there is right.</param>
sealed record FieldMeaning(EntityKind Kind, string Role, int Rank);
