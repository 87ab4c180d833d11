using System.Text;
using CsCheck;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Sigma;

/// <summary>The fast reader of simple YAML must read what it reads exactly as the full parser does.</summary>
public sealed class SimpleYamlTests(ITestOutputHelper output)
{
    static string Print(YamlNode? node) => node switch
    {
        YamlScalar scalar => $"{scalar.Line}:{(scalar.IsPlain ? "plain" : "text")}({scalar.Text})",
        YamlList list => $"{list.Line}:[{string.Join(",", list.Items.Select(Print))}]",
        YamlMap map => $"{map.Line}:{{{string.Join(",", map.Entries.Select(entry => Print(entry.Key) + "=" + Print(entry.Value)))}}}",
        _ => "none",
    };

    static bool Agrees(string text)
    {
        if (SimpleYaml.TryRead(text, 1) is not { } simple) return true;
        try
        {
            return Print(simple) == Print(YamlDocument.ReadFully(text, 1));
        }
        catch (RuleProblem)
        {
            return false;
        }
    }

    [Fact]
    public void It_agrees_with_the_full_parser_on_every_rule_and_reads_nearly_all()
    {
        var (read, all) = (0, 0);
        foreach (var file in RuleCorpus.Files([.. RuleCorpus.Active, "deprecated", "unsupported"]))
            foreach (var (text, _) in DocumentSplitter.Split(Encoding.UTF8.GetString(file.Bytes.Span)))
            {
                all++;
                if (SimpleYaml.TryRead(text, 1) is not null) read++;
                Assert.True(Agrees(text), file.Path);
            }

        output.WriteLine($"{read} of {all} documents");
        Assert.True(read > all * 0.8);
    }

    [Theory]
    [InlineData("a: 1\nb:\n  - x\n  - y: 2\n    z: 3\nc:\n- 1\n- 2\n")]
    [InlineData("a: 'it''s' # note\n'b|all': \"q\\\\\\\"\"\nc:\n")]
    [InlineData("---\n# comment\na: |\n  one\n\n   two\nb: |-\n  x\n\n\nc: d # e\n")]
    [InlineData("a:\n  -\n    b: 1\n  - c\n\n\n")]
    [InlineData("- a\n- b: c\n")]
    public void It_reads_simple_documents(string text)
    {
        Assert.NotNull(SimpleYaml.TryRead(text, 1));
        Assert.True(Agrees(text));
    }

    [Theory]
    [InlineData("a: [1]")]
    [InlineData("a: &x 1")]
    [InlineData("a: b\n  c\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: \"\\n\"\n")]
    [InlineData("a:\tb\n")]
    [InlineData("a: 1\n b: 2\n")]
    [InlineData("a: >\n  x\n")]
    [InlineData("<<: x\n")]
    public void It_leaves_the_rest_to_the_full_parser(string text) => Assert.Null(SimpleYaml.TryRead(text, 1));

    [Fact]
    public void It_agrees_on_whatever_is_generated() => Gen.OneOf("a", "b:", ": ", "- ", "-", "\n", "\n  ", "\n    ", " ", "'", "\"", "\\", "#", " #", "|", "|-\n", "1", "''", "k: ", "*", "&", "?", "---", "\r\n", "é")
        .Array[0, 16].Sample(parts => Agrees(string.Concat(parts)), iter: 20_000);
}
