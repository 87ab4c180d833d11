using System.Reflection;
using Hoplite.Detection.Sigma;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Detection.Alerts;

/// <summary>The content of <c>content/mappings/alerts.yaml</c>.</summary>
sealed class AlertMapping
{
    /// <summary>The mapping that travels inside the program.</summary>
    public static AlertMapping Default { get; } = Load();

    public List<AlertTool> Tools { get; init; } = [];

    public List<AlertWords> Words { get; init; } = [];

    /// <summary>The tags that the name of an alert stands for.</summary>
    public IEnumerable<string> Tags(string name)
    {
        var words = name.ToLowerInvariant();
        return Words.Where(w => w.Any.Exists(a => words.Contains(a, StringComparison.Ordinal))).SelectMany(w => w.Tags).Distinct(StringComparer.Ordinal);
    }

    static AlertMapping Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("mappings/alerts.yaml")
            ?? throw new InvalidOperationException("the mapping of alerts is not part of this build");
        using var text = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<AlertMapping>(text);
    }
}

/// <summary>How the alerts of one tool look.</summary>
sealed class AlertTool
{
    public string Tool { get; init; } = "";

    public string? Product { get; init; }

    public string? Service { get; init; }

    public List<string> When { get; init; } = [];

    public string Name { get; init; } = "";

    public string? Level { get; init; }

    public bool From { get; init; }

    public Dictionary<int, Level> Levels { get; init; } = [];

    public List<string> Places { get; init; } = [];

    public string? Techniques { get; init; }

    public string? Site { get; init; }

    /// <summary>The level that a value of the tool stands for; medium when the tool does not say.</summary>
    public Level LevelOf(string? value)
    {
        if (!int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number)) return Sigma.Level.Medium;
        if (!From) return Levels.GetValueOrDefault(number, Sigma.Level.Medium);
        return Levels.Where(l => l.Key <= number).OrderBy(l => l.Key).Select(l => l.Value).LastOrDefault(Sigma.Level.Informational);
    }
}

/// <summary>Words in the names of alerts and the tags they stand for.</summary>
sealed class AlertWords
{
    public List<string> Any { get; init; } = [];

    public List<string> Tags { get; init; } = [];
}
