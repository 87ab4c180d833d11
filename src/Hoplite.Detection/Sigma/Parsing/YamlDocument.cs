using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hoplite.Detection.Sigma;

/// <summary>Builds the tree of one document from the events of the YAML parser, within bounds on depth and written-out size.</summary>
sealed class YamlDocument
{
    const int DeepestNesting = 48;
    const long MostNodes = 400_000;

    readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    readonly Parser _parser;
    readonly int _firstLine;

    YamlDocument(string text, int firstLine)
    {
        _parser = new Parser(new StringReader(text));
        _firstLine = firstLine;
    }

    /// <summary>The root, or null for a document without content.</summary>
    /// <exception cref="RuleProblem">The text is not YAML, or goes beyond the bounds.</exception>
    public static YamlNode? Read(string text, int firstLine) => SimpleYaml.TryRead(text, firstLine) ?? ReadFully(text, firstLine);

    /// <summary>The same for all of YAML.</summary>
    public static YamlNode? ReadFully(string text, int firstLine)
    {
        try
        {
            var document = new YamlDocument(text, firstLine);
            while (document._parser.MoveNext())
                if (document._parser.Current is NodeEvent or AnchorAlias)
                    return document.Node(document._parser.Current, 0);
            return null;
        }
        catch (YamlException problem)
        {
            throw new RuleProblem(firstLine + Math.Max(0, (int)problem.Start.Line - 1), $"The YAML cannot be read: {OneSentence(problem)}");
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new RuleProblem(firstLine, $"The YAML cannot be read: {OneSentence(problem)}");
        }
    }

    static string OneSentence(Exception problem) => problem.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ') + ".";

    int Line(ParsingEvent at) => _firstLine + Math.Max(0, (int)at.Start.Line - 1);

    YamlNode Node(ParsingEvent start, int depth)
    {
        if (depth > DeepestNesting) throw new RuleProblem(Line(start), $"The document nests deeper than {DeepestNesting} levels.");
        YamlNode node = start switch
        {
            Scalar scalar => new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.IsPlainImplicit, Line(scalar)),
            SequenceStart => List(Line(start), depth),
            MappingStart => Map(Line(start), depth),
            AnchorAlias alias => _anchors.GetValueOrDefault(alias.Value.Value) ?? throw new RuleProblem(Line(alias), $"The alias '{alias.Value.Value}' names no earlier anchor."),
            _ => throw new RuleProblem(Line(start), "The document holds something that is neither a scalar, a list nor a map."),
        };
        if (node.Weight > MostNodes) throw new RuleProblem(Line(start), $"The document has more than {MostNodes} nodes once its aliases are written out.");
        if (start is NodeEvent { Anchor.IsEmpty: false } named) _anchors[named.Anchor.Value] = node;
        return node;
    }

    /// <summary>The next node, or <see cref="End"/> after the last of a list or a map.</summary>
    ParsingEvent Next()
    {
        while (_parser.MoveNext())
            switch (_parser.Current)
            {
                case NodeEvent or AnchorAlias: return _parser.Current;
                case SequenceEnd or MappingEnd: return End;
                default: continue;
            }

        throw new RuleProblem(_firstLine, "The document ends in the middle.");
    }

    static readonly ParsingEvent End = new Scalar("end of a list or a map");

    YamlList List(int line, int depth)
    {
        var list = new YamlList(line);
        for (var next = Next(); next != End; next = Next())
        {
            list.Add(Node(next, depth + 1));
            if (list.Weight > MostNodes) break;
        }

        return list;
    }

    YamlMap Map(int line, int depth)
    {
        var map = new YamlMap(line);
        List<YamlMap>? inherited = null;
        for (var next = Next(); next != End; next = Next())
        {
            var key = Node(next, depth + 1) as YamlScalar ?? throw new RuleProblem(Line(next), "The key of a map must be a scalar.");
            var value = Node(Next(), depth + 1);
            if (key is { Text: "<<", IsPlain: true } && value is YamlMap more) (inherited ??= []).Add(more);
            else if (!map.Add(key, value)) throw new RuleProblem(key.Line, $"The key '{key.Text}' is given twice in one map.");
            if (map.Weight > MostNodes) break;
        }

        foreach (var more in inherited ?? [])
            foreach (var (key, value) in more.Entries)
                map.Add(key, value);
        return map;
    }
}
