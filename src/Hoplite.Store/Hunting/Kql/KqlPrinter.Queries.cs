using System.Globalization;

namespace Hoplite.Store.Hunting.Kql;

static partial class KqlPrinter
{
    /// <summary>A query as text, one step a line.</summary>
    public static string Print(KqlQuery query)
    {
        var lets = query.Lets.Select(l => $"let {Name(l.Name)} = {(l.Query is { } named ? Print(named) : Print(l.Value!))};\n");
        var source = query.Source switch
        {
            KqlTable table => Name(table.Name),
            KqlNested nested => $"({Print(nested.Query)})",
            _ => throw new InvalidOperationException("a source that cannot be printed"),
        };
        return string.Concat(lets) + source + string.Concat(query.Operators.Select(o => $"\n| {Print(o)}"));
    }

    /// <summary>A step as text.</summary>
    public static string Print(KqlOperator step) => step switch
    {
        KqlWhere where => $"where {Print(where.Condition)}",
        KqlProject project => $"project {Join(project.Columns)}",
        KqlProjectAway away => $"project-away {Join(away.Columns)}",
        KqlProjectRename rename => $"project-rename {string.Join(", ", rename.Columns.Select(c => $"{Name(c.New)} = {Print(c.Old)}"))}",
        KqlExtend extend => $"extend {Join(extend.Columns)}",
        KqlSummarize summarize => Words("summarize", Join(summarize.Aggregates), By(summarize.Keys)),
        KqlSort sort => $"sort by {string.Join(", ", sort.Keys.Select(Print))}",
        KqlTop top => Invariant($"top {top.Count} by {Print(top.Key)}"),
        KqlTake take => Invariant($"take {take.Count}"),
        KqlCount => "count",
        KqlDistinct distinct => $"distinct {(distinct.Columns.Count == 0 ? "*" : Join(distinct.Columns))}",
        KqlJoin join => $"join kind={join.Kind} ({Print(join.Right)}) on {string.Join(", ", join.Keys.Select(Print))}",
        KqlUnion union => $"union {string.Join(", ", union.Others.Select(o => $"({Print(o)})"))}",
        KqlMvExpand expand => $"mv-expand {Print(expand.Column)}",
        KqlParse parse => $"{(parse.OnlyMatches ? "parse-where" : "parse")} {Print(parse.Value)} with {string.Join(' ', parse.Pattern.Select(Print))}",
        KqlRender render => $"render {render.Chart}",
        KqlSearch search => $"search {Quote(search.Text)}",
        KqlSequence sequence => Words("sequence", By(sequence.Keys), $"maxspan={KqlTimespans.Print(sequence.MaxSpan)}", string.Join(' ', sequence.Steps.Select(s => $"[{Print(s)}]"))),
        KqlStack stack => Words("stack", Join(stack.Columns), By(stack.Groups)),
        KqlRare rare => Words("rare", Join(rare.Columns), By(rare.Groups), Invariant($"max={rare.Max}")),
        KqlFirstSeen first => Words("firstseen", Join(first.Columns), By(first.Groups), first.Since is { } since ? $"since={Print(since)}" : ""),
        _ => throw new InvalidOperationException("a step that cannot be printed"),
    };

    static string Print(KqlNamed named) => named.Name is { } name ? $"{Name(name)} = {Print(named.Value)}" : Print(named.Value);

    static string Print(KqlSortKey key) => $"{Print(key.Value)} {(key.Ascending ? "asc" : "desc")} nulls {(key.NullsFirst ? "first" : "last")}";

    static string Print(KqlJoinKey key) => key.Left == key.Right ? Name(key.Left) : $"$left.{Name(key.Left)} == $right.{Name(key.Right)}";

    static string Print(KqlPatternPart part) => part switch
    {
        { Literal: { } literal } => Quote(literal),
        { Column: { } column, Type: { } type } => $"{Name(column)}:{type}",
        { Column: { } column } => Name(column),
        _ => "*",
    };

    static string By(IReadOnlyList<KqlNamed> keys) => keys.Count == 0 ? "" : "by " + Join(keys);

    static string Join(IEnumerable<KqlNamed> columns) => string.Join(", ", columns.Select(Print));

    static string Words(params string[] words) => string.Join(' ', words.Where(w => w.Length > 0));

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
