using System.Globalization;
using System.Text.RegularExpressions;
using Hoplite.Store.Hunting.Kql;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hoplite.Store.Hunting.Library;

/// <summary>Reads one hunt from YAML and says the line of every mistake.</summary>
sealed partial class HuntReader
{
    /// <summary>The longest file, in characters.</summary>
    public const int LongestFile = 128 << 10;

    static readonly string[] Keys = ["id", "version", "title", "kind", "hypothesis", "techniques", "needs", "query", "expected", "disposition", "schedule", "sigma"];
    static readonly string[] Schedules = ["hourly", "daily", "weekly", "manual"];

    readonly string _path;
    readonly YamlMappingNode _map;

    HuntReader(string path, YamlMappingNode map) => (_path, _map) = (path, map);

    /// <summary>Reads a hunt.</summary>
    /// <exception cref="HuntProblemException">It cannot be used.</exception>
    public static Hunt Read(string path, string text)
    {
        if (text.Length > LongestFile) throw new HuntProblemException(new HuntProblem(path, 1, $"the file is longer than {LongestFile} characters"));
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException wrong)
        {
            throw new HuntProblemException(new HuntProblem(path, (int)wrong.Start.Line, "this is no YAML: " + wrong.Message));
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or FormatException)
        {
            // The YAML parser meets some texts with exceptions that are not its own, and without a line.
            throw new HuntProblemException(new HuntProblem(path, 1, "this is no YAML: " + wrong.Message));
        }

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode map) throw new HuntProblemException(new HuntProblem(path, 1, "a hunt is one document with names and values"));
        return new HuntReader(path, map).Read();
    }

    Hunt Read()
    {
        foreach (var key in _map.Children.Keys)
            if (key is not YamlScalarNode { Value: { } name } || !Keys.Contains(name, StringComparer.Ordinal)) throw Wrong(key, $"there is no word {key}" + (Suggestion.Nearest(key.ToString(), Keys) is { } near ? $"; did you mean {near}?" : ""));
        var kind = Text("kind") switch
        {
            "hypothesis" => HuntKind.Hypothesis,
            "baseline" => HuntKind.Baseline,
            "model-assisted" => HuntKind.ModelAssisted,
            _ => throw Wrong(Node("kind"), "kind is hypothesis, baseline or model-assisted"),
        };
        if (!Schedules.Contains(Text("schedule"), StringComparer.Ordinal)) throw Wrong(Node("schedule"), "schedule is hourly, daily, weekly or manual");
        return new Hunt(
            Id("id"), Path.GetFileNameWithoutExtension(_path), Whole("version", 1), Text("title"), kind, Text("hypothesis"), List("techniques", Technique(), "a technique is written T1059 or T1059.001"),
            List("needs", Source(), "a log source is written product/category or product/service"), Query(), Whole("expected", 0), Text("disposition"), Text("schedule"), _map.Children.ContainsKey("sigma") ? Id("sigma") : null, _path);
    }

    string Query()
    {
        var query = Text("query");
        try
        {
            KqlParser.Parse(query);
            return query;
        }
        catch (KqlException wrong)
        {
            // A block begins on the line behind its sign.
            var first = (int)Node("query").Start.Line + (((YamlScalarNode)Node("query")).Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0);
            throw new HuntProblemException(new HuntProblem(_path, first + wrong.Line - 1, $"the query is wrong in column {wrong.Column}: {wrong.Message}" + (wrong.Hint is { } hint ? $" ({hint})" : "")));
        }
    }

    YamlNode Node(string key) => _map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : throw Wrong(_map, $"{key} is missing");

    string Text(string key) => Node(key) is YamlScalarNode { Value: { Length: > 0 } text } ? text.Trim() : throw Wrong(Node(key), $"{key} wants a text");

    int Whole(string key, int least) => int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : throw Wrong(Node(key), $"{key} wants a whole number from {least.ToString(CultureInfo.InvariantCulture)}");

    Guid Id(string key) => Guid.TryParseExact(Text(key), "D", out var id) ? id : throw Wrong(Node(key), $"{key} wants a UUID");

    List<string> List(string key, Regex form, string hint)
    {
        if (Node(key) is not YamlSequenceNode { Children.Count: > 0 } list) throw Wrong(Node(key), $"{key} wants a list");
        var items = new List<string>();
        foreach (var item in list.Children)
            items.Add(item is YamlScalarNode { Value: { } text } && form.IsMatch(text) ? text : throw Wrong(item, hint));
        return items;
    }

    HuntProblemException Wrong(YamlNode node, string reason) => new(new HuntProblem(_path, (int)node.Start.Line, reason));

    [GeneratedRegex(@"^T\d{4}(\.\d{3})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Technique();

    [GeneratedRegex(@"^[a-z0-9_-]+/[a-z0-9_-]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Source();
}

/// <summary>A hunt cannot be used.</summary>
sealed class HuntProblemException(HuntProblem problem) : Exception(problem.ToString())
{
    public HuntProblem Problem { get; } = problem;
}
