using System.Text.Json;
using CsCheck;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>Events and queries by chance, with the texts that hurt.</summary>
static class GeneratedQueries
{
    public static readonly string[] Pool =
    [
        "", "a", "A", "ab", "aB c", "cmd", "CMD.exe /c", "it's", "x\"y", "é", "É", "ÉA-é", "中", "中b", "👍", "a👍b", "a.b", "foo bar", "10", "0x1F", "-5", "1.5", "%", "_", "a_b", "a\\b", " ", "a\nb",
        "'; DROP TABLE events; --", "foo-bar/baz", "1", "007", "10.1.2.3", "203.0.113.9", "192.168.300.1", "a,b,,c", "[a]", "(", "$1", "a\0b", "999999999999999999999", "4000000000000000000",
    ];

    static readonly Gen<string> Word = Gen.OneOf(Pool);
    static readonly Gen<string> Quoted = Word.Select(w => new KqlText(w).ToString());
    static readonly Gen<string> NonEmpty = Gen.OneOf(Pool.Where(p => p.Length > 0).ToArray()).Select(w => new KqlText(w).ToString());
    static readonly Gen<string> Number = Gen.OneOf("0", "1", "2", "5", "10", "443", "-3", "31", "4000000000000000000");
    static readonly Gen<string> TextColumn = Gen.OneOf("host", "command_line", "Alpha", "Beta", "Num", "CommandLine", "NoSuchField", "['a \"b']", "Image");
    static readonly Gen<string> WholeColumn = Gen.OneOf("process_pid", "dst_port", "ordinal");
    static readonly Gen<string> Moment = Gen.OneOf("datetime(2026-03-01T10:00:00Z)", "datetime(2026-03-01T10:07:00Z)", "datetime(2026-03-02)");

    /// <summary>Lines of events.</summary>
    public static readonly Gen<string> Lines = Gen.Select(Word, Word, Word, Word, Gen.Int[0, 40], Gen.Int[0, 6], Gen.Int[0, 3]).Array[10, 40].Select(events => string.Concat(events.Select(e =>
    {
        var (alpha, beta, num, command, minute, kind, host) = e;
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["EventID"] = kind % 2 == 0 ? 1 : 3,
            ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
            ["Computer"] = "H" + host,
            ["@timestamp"] = FormattableString.Invariant($"2026-03-01T10:{minute:00}:00Z"),
            ["Num"] = num,
            ["Alpha"] = alpha,
            ["a \u0022b"] = beta,
        };
        if (kind % 2 == 0) (fields["CommandLine"], fields["ProcessId"]) = (command, FormattableString.Invariant($"{minute}"));
        else fields["DestinationPort"] = kind == 1 ? "443" : "x" + minute;
        if (kind != 4) fields["Beta"] = kind == 5 ? null : beta;
        return JsonSerializer.Serialize(fields) + "\n";
    })));

    static readonly Gen<string> Text = Gen.Recursive<string>((depth, inner) => depth > 2 ? Gen.OneOf<string>(TextColumn, Quoted) : Gen.Frequency(
        (6, TextColumn), (2, Quoted), (1, inner.Select(t => $"tolower({t})")), (1, Gen.Select(inner, Gen.Int[0, 3], Gen.Int[0, 4], (t, a, b) => $"substring({t}, {a}, {b})")),
        (1, Gen.Select(inner, inner, (a, b) => $"strcat({a}, {b})")), (1, Gen.Select(inner, NonEmpty, Quoted, (t, a, b) => $"replace_string({t}, {a}, {b})")),
        (1, Gen.Select(inner, inner, (a, b) => $"coalesce({a}, {b})")), (1, Gen.Select(TextColumn, NonEmpty, Gen.Int[-2, 2], (t, s, i) => $"split({t}, {s})[{i}]")), (1, WholeColumn.Select(w => $"tostring({w})"))));

    static readonly Gen<string> Whole = Gen.Recursive<string>((depth, inner) => depth > 2 ? Gen.OneOf<string>(WholeColumn, Number) : Gen.Frequency(
        (4, WholeColumn), (2, Number), (1, Text.Select(t => $"strlen({t})")), (2, TextColumn.Select(t => $"tolong({t})")), (1, TextColumn.Select(t => $"parse_ipv4({t})")),
        (1, Gen.Select(Text, NonEmpty, (t, w) => $"countof({t}, {w})")), (1, Gen.Select(TextColumn, NonEmpty, (t, w) => $"indexof({t}, {w})")), (1, inner.Select(w => $"bin({w}, 7)")), (1, Gen.Const("hourofday(time)")),
        (2, Gen.Select(inner, Gen.OneOf("+", "-", "*", "/", "%"), inner, (a, o, b) => $"({a} {o} {b})"))));

    static readonly Gen<string> TextWord = Gen.OneOf(KqlWords.TextTests.SelectMany(w => new[] { w, "!" + w }).ToArray());
    static readonly Gen<string> Compare = Gen.OneOf("==", "!=", "<", "<=", ">", ">=");

    /// <summary>Conditions.</summary>
    public static readonly Gen<string> Condition = Gen.Recursive<string>((depth, inner) => depth > 2 ? Gen.Select(TextColumn, TextWord, Quoted, (a, o, b) => $"{a} {o} {b}") : Gen.Frequency(
        (5, Gen.Select(Text, TextWord, Quoted, (a, o, b) => $"{a} {o} {b}")),
        (2, Gen.Select(Text, Gen.OneOf("contains", "startswith", "!endswith", "contains_cs"), Text, (a, o, b) => $"{a} {o} {b}")),
        (3, Gen.Select(Text, Gen.OneOf<string>(Compare, Gen.OneOf("=~", "!~")), Text, (a, o, b) => $"{a} {o} {b}")),
        (2, Gen.Select(Whole, Compare, Whole, (a, o, b) => $"{a} {o} {b}")),
        (2, Gen.Select(TextColumn, Compare, Number, (a, o, b) => $"{a} {o} {b}")),
        (1, Gen.Select(Compare, Moment, (o, m) => $"time {o} {m}")),
        (1, Gen.Select(Moment, Moment, (a, b) => $"time between ({a} .. {b})")),
        (1, Gen.Select(Whole, Gen.OneOf("between", "!between"), (a, o) => $"{a} {o} (1 .. 20)")),
        (2, Gen.Select(Text, Gen.OneOf("in", "!in", "in~", "!in~", "has_any", "has_all"), Quoted.Array[1, 4], (a, o, i) => $"{a} {o} ({string.Join(", ", i)})")),
        (1, Gen.Select(TextColumn, Number, Number, (a, x, y) => $"{a} in ({x}, {y})")),
        (1, Gen.Select(TextColumn, Gen.OneOf("^a", "[0-9]+", "a[.]b$", "(?i)CMD", "é|中", @"\\|'"), (a, r) => $"{a} matches regex {new KqlText(r)}")),
        (1, Gen.Select(Gen.OneOf("isempty", "isnotempty", "isnull", "ipv4_is_private"), Text, (f, t) => $"{f}({t})")),
        (1, TextColumn.Select(t => $"ipv4_is_in_range({t}, \"203.0.112.0/20\")")),
        (2, inner.Select(c => $"not({c})")),
        (3, Gen.Select(inner, Gen.OneOf("and", "or"), inner, (a, o, b) => $"({a}) {o} ({b})")),
        (1, Gen.Select(inner, Text, Text, Quoted, (c, a, b, w) => $"iff({c}, {a}, {b}) == {w}"))));

    static readonly Gen<string> Step = Gen.Frequency(
        (6, Condition.Select(c => $"| where {c}")),
        (2, Gen.Select(Text, Whole, (t, w) => $"| extend t1 = {t}, w1 = {w}")),
        (1, NonEmpty.Where(n => n != "\"10\"" && n != "\"1\"" && n != "\"007\"").Select(n => $"| search {n}")),
        (1, Gen.Select(Text, Gen.Bool, Gen.Int[0, 9], (t, a, n) => $"| sort by {t} {(a ? "asc" : "desc")}, ordinal asc | take {n}")),
        (1, Gen.Select(TextColumn, Gen.OneOf("leftsemi", "leftanti"), Condition, (k, j, c) => $"| join kind={j} (where {c}) on {k}")),
        (1, Gen.Select(Text, NonEmpty, NonEmpty, Gen.Bool, (t, a, b, only) => $"| {(only ? "parse-where" : "parse")} {t} with {(only ? "* " : "")}{a} c1 {b} c2")),
        (1, Gen.Select(TextColumn, NonEmpty, (t, s) => $"| mv-expand p1 = split({t}, {s})")));

    static readonly Gen<string> Last = Gen.Frequency(
        (3, Gen.Select(Text, Whole, Condition, (t, w, c) => $"| project ordinal, a = {t}, b = {w}, c = ({c}), d = time - datetime(2026-03-01), e = bin(time, 10m)")),
        (3, Gen.Select(Text, Condition, Whole, Text, (k, c, w, t) => $"| summarize n = count(), m = countif({c}), s = sum({w}), x = max({w}), y = min({t}), d = dcount({t}), l = make_set({t}) by k = {k}, h = bin(time, 20m)")),
        (1, Gen.Select(Text, Whole, (t, w) => $"| distinct a = {t}, b = {w}")),
        (1, Gen.Const("| count")),
        (1, Gen.Select(TextColumn, Condition, (k, c) => $"| project ordinal, k = {k} | join kind=inner (where {c} | project o2 = ordinal, k = {k}) on k")),
        (1, Gen.Select(Condition, Text, (c, t) => $"| project ordinal, a = {t} | union (where {c} | project b = ordinal, a = host)")),
        (1, Gen.Select(Text, Gen.Int[1, 4], (t, n) => $"| rare a = {t} by host max={n} | project a, host, [\"count\"]")),
        (1, Gen.Select(Text, t => $"| stack a = {t} | project a, [\"count\"]")),
        (1, Gen.Select(Text, Gen.OneOf("", "by host "), Moment, (t, g, m) => $"| firstseen a = {t} {g}since={m} | project a, {(g.Length > 0 ? "host, " : "")}[\"count\"], baseline")),
        (2, Gen.Select(Gen.OneOf("", "by host ", "by host, Alpha "), Gen.OneOf("5m", "20m", "1h"), Condition, Condition, (k, m, a, b) => $"| sequence {k}maxspan={m} [{a}] [{b}] | project started, ended, step1.ordinal")));

    /// <summary>Whole queries.</summary>
    public static readonly Gen<string> Query = Gen.Select(Step.Array[0, 3], Last, (steps, last) => "events " + string.Join(' ', steps) + " " + last);
}
