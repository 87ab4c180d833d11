namespace Hoplite.Store.Hunting;

/// <summary>The steps and comparisons of the language with their documentation.</summary>
static class VocabularyWords
{
    public static readonly VocabularyEntry[] Steps =
    [
        new("where", "where condition", "keeps the rows that the condition holds for"),
        new("search", "search \"text\"", "keeps the rows that hold the text anywhere, whatever the case"),
        new("project", "project a, b = expression", "keeps only these columns"),
        new("project-away", "project-away a, b", "removes columns"),
        new("project-rename", "project-rename new = old", "renames columns"),
        new("extend", "extend a = expression", "adds columns, or replaces those of the same name"),
        new("summarize", "summarize count() by a, bin(time, 1h)", "makes one row of each group"),
        new("distinct", "distinct a, b", "one row for each combination; * for all columns"),
        new("count", "count", "how many rows there are"),
        new("sort", "sort by a desc, b asc", "sorts; the largest first unless asc is said"),
        new("order", "order by a", "the same as sort"),
        new("top", "top 10 by a", "the first rows in an order"),
        new("take", "take 10", "some rows; the first ones behind sort"),
        new("limit", "limit 10", "the same as take"),
        new("join", "join kind=inner (query) on a, $left.b == $right.c", "brings rows together; kinds are inner, leftouter, leftsemi, leftanti"),
        new("union", "union (query), (query)", "adds the rows of other queries"),
        new("mv-expand", "mv-expand a", "makes a row of each entry of a list"),
        new("parse", "parse message with * \"user=\" name \" \" *", "cuts columns out of a text"),
        new("parse-where", "parse-where message with …", "the same, and keeps only the rows that fit"),
        new("render", "render timechart", "a wish how to show the rows; changes nothing"),
        new("stack", "stack a, b by host", "counts combinations, the most frequent first, with hosts, first and last time and share"),
        new("rare", "rare a, b by host max=3", "the combinations seen at most so often, the rarest first"),
        new("firstseen", "firstseen a, b by host since=ago(1d)", "the combinations never seen before that time, where there was something to compare with"),
        new("sequence", "sequence by host maxspan=10m [condition] [condition]", "events that follow each other; step1.process names a column of the first"),
        new("let", "let name = value;", "names a constant, a list or a query; stands before the query"),
    ];

    public static readonly VocabularyEntry[] Comparisons =
    [
        new("==", "a == b", "equal, case matters"),
        new("!=", "a != b", "not equal"),
        new("=~", "a =~ b", "equal, whatever the case"),
        new("!~", "a !~ b", "not equal, whatever the case"),
        new("<", "a < b", "smaller; also <=, >, >="),
        new("between", "a between (low .. high)", "from low to high, both included; !between denies it"),
        new("has", "a has \"term\"", "holds the text as a whole term, whatever the case; !has, has_cs"),
        new("hasprefix", "a hasprefix \"term\"", "holds a term that begins so; hassuffix: that ends so"),
        new("has_any", "a has_any (\"x\", \"y\")", "holds one of the terms; has_all: all of them"),
        new("contains", "a contains \"text\"", "holds the text anywhere, whatever the case; !contains, contains_cs"),
        new("startswith", "a startswith \"text\"", "begins so; !startswith, startswith_cs"),
        new("endswith", "a endswith \"text\"", "ends so; !endswith, endswith_cs"),
        new("matches regex", "a matches regex \"…\"", "a part of it fits the regular expression (RE2)"),
        new("in", "a in (\"x\", \"y\")", "is one of them, or of the first column of a query; !in, and in~ whatever the case"),
        new("and", "a and b", "both; or: one of them; not(a): denied"),
    ];
}
