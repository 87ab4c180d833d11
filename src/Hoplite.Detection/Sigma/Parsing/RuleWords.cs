using System.Collections.Immutable;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Sigma;

/// <summary>Reads what surrounds the detection: the words about a rule, and its log source.</summary>
static class RuleWords
{
    public static RuleInfo Info(YamlMap document, string path)
    {
        var title = document.Text("title") ?? throw new RuleProblem(document.Line, "The title is missing.");
        return new RuleInfo(
            document.Text("id") ?? title,
            title,
            document.Text("name"),
            LevelOf(document),
            document.Text("status"),
            document.Find("author") is YamlList ? string.Join(", ", Texts(document, "author")) : document.Text("author"),
            document.Text("description")?.TrimEnd(),
            Texts(document, "tags"),
            Texts(document, "falsepositives"),
            path,
            ExplanationOf(document));
    }

    /// <summary>A rule without a level counts as medium.</summary>
    static Level LevelOf(YamlMap document)
    {
        var written = document.Text("level");
        return written switch
        {
            null => Level.Medium,
            "informational" => Level.Informational,
            "low" => Level.Low,
            "medium" => Level.Medium,
            "high" => Level.High,
            "critical" => Level.Critical,
            _ => throw new RuleProblem(document.Find("level")!.Line, $"The level '{written}' is none of informational, low, medium, high and critical."),
        };
    }

    static Explanation? ExplanationOf(YamlMap document) =>
        document.Find("hoplite") is YamlMap words ? new Explanation(words.Text("why")?.TrimEnd(), words.Text("benign")?.TrimEnd(), Texts(words, "act")) : null;

    /// <summary>A list of texts; one text is a list of one.</summary>
    public static ImmutableArray<string> Texts(YamlMap map, string key) => map.Find(key) switch
    {
        YamlScalar { IsNull: false } one => [one.Text],
        YamlList list => [.. list.Items.OfType<YamlScalar>().Where(item => !item.IsNull).Select(item => item.Text)],
        _ => [],
    };

    public static LogSource Source(YamlMap document)
    {
        if (document.Find("logsource") is not YamlMap map) throw new RuleProblem(document.Line, "The log source is missing.");
        var source = new LogSource(map.Text("product"), map.Text("category"), map.Text("service"));
        return source != LogSource.Unknown ? source : throw new RuleProblem(map.Line, "The log source names no product, category or service.");
    }
}
