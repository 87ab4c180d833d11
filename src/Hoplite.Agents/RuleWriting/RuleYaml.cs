using System.Globalization;
using System.Text;
using Hoplite.Telemetry;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hoplite.Agents.RuleWriting;

/// <summary>Writes a rule. Every text is a quoted scalar of its own and every character beyond ASCII is escaped, so that a literal is neither read nor seen as anything else.</summary>
static class RuleYaml
{
    static readonly EmitterSettings Settings = EmitterSettings.Default.WithBestWidth(int.MaxValue).WithNewLine("\n");

    /// <summary>The rule as text.</summary>
    public static string Write(Guid id, string title, string description, LogSource source, IEnumerable<RuleLiteral> selection, string level, IEnumerable<string> tags)
    {
        var rule = new YamlMappingNode
        {
            { Plain("title"), Quoted(title) }, { Plain("id"), Plain(id.ToString()) }, { Plain("status"), Plain("experimental") }, { Plain("description"), Quoted(description) }, { Plain("author"), Plain("Hoplite") },
        };
        if (tags.Select(Quoted).ToArray() is { Length: > 0 } named) rule.Add(Plain("tags"), new YamlSequenceNode(named));
        rule.Add(Plain("logsource"), Source(source));
        rule.Add(Plain("detection"), new YamlMappingNode
        {
            { Plain("selection"), new YamlMappingNode(selection.Select(f => KeyValuePair.Create<YamlNode, YamlNode>(Quoted(f.Key), Quoted(f.Pattern)))) }, { Plain("condition"), Plain("selection") },
        });
        rule.Add(Plain("falsepositives"), new YamlSequenceNode(Quoted("Not known until a person has looked at what it matches")));
        rule.Add(Plain("level"), Plain(level));
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new YamlStream(new YamlDocument(rule)).Save(new Emitter(text, Settings), assignAnchors: false);
        return InAscii(text.ToString());
    }

    // The emitter leaves letters of other scripts and marks that turn the direction of a line as they are. They can only stand between double quotes here, where YAML has escapes for all of them.
    static string InAscii(string yaml)
    {
        if (Ascii.IsValid(yaml)) return yaml;
        var text = new StringBuilder(yaml.Length + 64);
        foreach (var rune in yaml.EnumerateRunes())
            text.Append(rune.IsAscii ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\{(rune.IsBmp ? 'u' : 'U')}{rune.Value.ToString(rune.IsBmp ? "X4" : "X8", CultureInfo.InvariantCulture)}"));
        return text.ToString();
    }

    static YamlMappingNode Source(LogSource source)
    {
        var parts = new YamlMappingNode();
        foreach (var (name, part) in new[] { ("product", source.Product), ("category", source.Category), ("service", source.Service) })
            if (part is not null) parts.Add(Plain(name), Quoted(part));
        return parts;
    }

    static YamlScalarNode Plain(string text) => new(text);

    static YamlScalarNode Quoted(string text) => new(text) { Style = ScalarStyle.DoubleQuoted };
}
