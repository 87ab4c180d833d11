using System.Globalization;
using System.Text;
using Hoplite.Detection.Sigma;
using YamlDotNet.RepresentationModel;

namespace Hoplite.Incidents.Scanning;

/// <summary>What an <c>info.yml</c> beside recorded evidence says.</summary>
/// <param name="Rules">Ids of the rules that must fire.</param>
/// <param name="MatchCount">How often, when it says so.</param>
sealed record Recording(IReadOnlyList<string> Rules, int? MatchCount)
{
    /// <summary>Reads the file; a part that is missing is not asked for.</summary>
    public static Recording Read(RuleFile file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Encoding.UTF8.GetString(file.Bytes.Span)));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var rules = Items(root, "rule_metadata").Select(m => Text(m, "id")).OfType<string>().ToArray();
        var counts = Items(root, "regression_tests_info").Select(m => Text(m, "match_count")).OfType<string>()
            .Select(c => int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : (int?)null).OfType<int>().ToArray();
        return new Recording(rules, counts.Length > 0 ? counts.Sum() : null);
    }

    static IEnumerable<YamlMappingNode> Items(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(name, out var list) && list is YamlSequenceNode items ? items.OfType<YamlMappingNode>() : [];

    static string? Text(YamlMappingNode map, string name) => map.Children.TryGetValue(name, out var value) ? (value as YamlScalarNode)?.Value : null;
}
