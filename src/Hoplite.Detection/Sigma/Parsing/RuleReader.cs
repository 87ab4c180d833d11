using System.Collections.Immutable;
using System.Text;
using Hoplite.Detection.Correlation;

namespace Hoplite.Detection.Sigma;

/// <summary>Reads Sigma rules, correlations and filters. A document that cannot be used becomes a rejection and stops no other.</summary>
public sealed class RuleReader
{
    /// <summary>The longest document that is read, in characters.</summary>
    public const int LongestDocument = 1 << 20;

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 64 << 20;

    readonly RuleOptions _options;
    readonly List<SigmaRule> _rules = [];
    readonly List<CorrelationDraft> _correlations = [];
    readonly List<FilterRule> _filters = [];
    readonly List<RuleRejection> _rejections = [];
    readonly Dictionary<string, string> _pathOfId = new(StringComparer.Ordinal);

    RuleReader(RuleOptions options) => _options = options;

    /// <summary>Reads all files together, so that correlations and filters find the rules they name wherever these are.</summary>
    /// <param name="files">Taken one at a time, so that they need not all be in memory.</param>
    /// <param name="options">What the place where the rules run adds to them.</param>
    public static RuleCollection Load(IEnumerable<RuleFile> files, RuleOptions options)
    {
        var reader = new RuleReader(options);
        foreach (var file in files) reader.Read(file);
        var rules = FilterRule.Apply(reader._filters, reader._rules, reader._rejections);
        var correlations = CorrelationResolver.Resolve(reader._correlations, rules, reader._rejections);
        return new RuleCollection(rules, correlations, [.. reader._rejections]);
    }

    void Read(RuleFile file)
    {
        if (file.Bytes.Length > LargestFile)
        {
            _rejections.Add(new RuleRejection(file.Path, 1, null, null, $"The file is larger than {LargestFile} bytes."));
            return;
        }

        var text = Encoding.UTF8.GetString(file.Bytes.Span);
        if (text.StartsWith('\uFEFF')) text = text[1..];
        var inherited = new InheritedWords();
        foreach (var (document, line) in DocumentSplitter.Split(text)) Read(document, line, file.Path, inherited);
    }

    void Read(string text, int line, string path, InheritedWords inherited)
    {
        YamlMap? map = null;
        try
        {
            if (text.Length > LongestDocument) throw new RuleProblem(line, $"The document is longer than {LongestDocument} characters.");
            if (YamlDocument.Read(text, line) is not { } root) return;
            map = root as YamlMap ?? throw new RuleProblem(line, "The document is no map, so it is no rule.");
            if (inherited.Complete(map) is not { } complete) return;
            map = complete;
            Take(map, path);
        }
        catch (RuleProblem problem)
        {
            _rejections.Add(new RuleRejection(path, problem.Line, map?.Text("id"), map?.Text("title"), problem.Message));
        }
    }

    void Take(YamlMap document, string path)
    {
        if (document.Text("id") is { } id && !_pathOfId.TryAdd(id, path) && _pathOfId[id] != path)
            throw new RuleProblem(document.Find("id")!.Line, $"The id is already the id of a rule in {_pathOfId[id]}.");
        if (document.Find("correlation") is not null) _correlations.Add(CorrelationDraft.Read(document, path));
        else if (document.Find("filter") is not null) _filters.Add(FilterRule.Read(document, path, _options));
        else if (document.Find("detection") is YamlMap detection) _rules.Add(new SigmaRule(RuleWords.Info(document, path), RuleWords.Source(document), DetectionReader.Read(detection, _options)));
        else throw new RuleProblem(document.Line, "The document has no detection, correlation or filter.");
    }
}
