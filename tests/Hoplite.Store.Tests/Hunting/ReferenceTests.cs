using System.Text;
using Hoplite.Store.Hunting;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>The reference of the language says what the program says.</summary>
public sealed class ReferenceTests
{
    const string Begin = "<!-- words: begin -->\n", End = "<!-- words: end -->";

    [Fact]
    public void The_reference_lists_every_word_of_the_language()
    {
        var path = FindReference();
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var expected = Tables(HuntVocabulary.Of([]));
        if (Environment.GetEnvironmentVariable("HOPLITE_WRITE_REFERENCE") is not null) File.WriteAllText(path, text[..begin] + expected + text[end..]);
        else Assert.Equal(expected, text[begin..end]);
    }

    static string Tables(HuntVocabulary words)
    {
        var text = new StringBuilder();
        Table("Steps", words.Steps);
        Table("Comparisons", words.Comparisons);
        Table("Functions of one row", words.Functions);
        Table("Functions of many rows (`summarize`)", words.Aggregates);
        Table("Tables", words.Tables);
        Table("Columns of events", words.Columns);
        return text.ToString();

        void Table(string title, IReadOnlyList<VocabularyEntry> entries)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {title}\n\n| word | written | what it does |\n|---|---|---|\n");
            foreach (var entry in entries) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{entry.Name}` | `{Cell(entry.Syntax)}` | {Cell(entry.Doc)} |\n");
        }
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    static string FindReference()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hoplite.slnx"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "docs", "reference", "kql.md");
    }
}
