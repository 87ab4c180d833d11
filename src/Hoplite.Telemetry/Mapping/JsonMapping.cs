using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Telemetry.Mapping;

/// <summary>The content of <c>content/mappings/json.yaml</c>.</summary>
sealed class JsonMapping
{
    /// <summary>The mapping of this build.</summary>
    public static JsonMapping Default { get; } = Load();

    public List<string> Containers { get; init; } = [];

    public Dictionary<string, string> Names { get; init; } = [];

    public List<string> Times { get; init; } = [];

    public List<JsonSource> Sources { get; init; } = [];

    /// <summary>The name under which rules know a path; the path itself when there is no other.</summary>
    public string Canonical(string path)
    {
        if (Names.TryGetValue(path, out var name)) return name;
        foreach (var container in Containers)
            if (path.Length > container.Length + 1 && path[container.Length] == '.' && path.StartsWith(container, StringComparison.Ordinal))
            {
                path = path[(container.Length + 1)..];
                break;
            }

        return path.Contains(' ', StringComparison.Ordinal) ? path.Replace(" ", "", StringComparison.Ordinal) : path;
    }

    static JsonMapping Load()
    {
        using var stream = Content.Open("json.yaml");
        using var text = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<JsonMapping>(text);
    }
}

/// <summary>How to recognise one JSON source.</summary>
sealed class JsonSource
{
    public List<string> When { get; init; } = [];

    public string? Product { get; init; }

    public string? Category { get; init; }

    public string? Service { get; init; }

    public string? ServiceFrom { get; init; }

    public Dictionary<string, string>? Services { get; init; }
}
