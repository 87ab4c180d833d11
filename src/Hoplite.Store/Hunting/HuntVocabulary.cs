using Hoplite.Store.Events;
using Hoplite.Store.Hunting.Sql;

namespace Hoplite.Store.Hunting;

/// <summary>One word of the language, with what it does in one line.</summary>
/// <param name="Name">The word.</param>
/// <param name="Syntax">How it is written.</param>
/// <param name="Doc">What it does.</param>
public sealed record VocabularyEntry(string Name, string Syntax, string Doc);

/// <summary>Everything that can be completed while a query is typed.</summary>
/// <param name="Tables">Where rows come from.</param>
/// <param name="Steps">What stands behind a pipe.</param>
/// <param name="Comparisons">What stands between values.</param>
/// <param name="Functions">Functions of one row.</param>
/// <param name="Aggregates">Functions of many rows, for <c>summarize</c>.</param>
/// <param name="Columns">The columns of events.</param>
/// <param name="Fields">The fields of sources that were seen.</param>
public sealed record HuntVocabulary(
    IReadOnlyList<VocabularyEntry> Tables, IReadOnlyList<VocabularyEntry> Steps, IReadOnlyList<VocabularyEntry> Comparisons, IReadOnlyList<VocabularyEntry> Functions,
    IReadOnlyList<VocabularyEntry> Aggregates, IReadOnlyList<VocabularyEntry> Columns, IReadOnlyList<string> Fields)
{
    /// <summary>The vocabulary with these fields.</summary>
    public static HuntVocabulary Of(IReadOnlyList<string> fields) => new(
        [new(EventColumns.Table, EventColumns.Table, "all events"), .. TableShortcuts.Names.Select(n => new VocabularyEntry(n, n, "events where " + TableShortcuts.Condition(n)))],
        VocabularyWords.Steps,
        VocabularyWords.Comparisons,
        [.. FunctionTable.All.Select(f => new VocabularyEntry(f.Name, f.Signature, f.Doc))],
        [.. AggregateTable.All.Select(a => new VocabularyEntry(a.Name, a.Signature, a.Doc))],
        [.. EventColumns.All.Where(c => c.Name != "shape").Select(c => new VocabularyEntry(c.Name, c.Path ?? c.Name, c.Doc))],
        fields);
}
