using System.Globalization;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>How a table is built, found out from its first lines.</summary>
/// <param name="Separator">Between the cells.</param>
/// <param name="Column">The column of the values, from 0.</param>
/// <param name="Words">A column with words about them; -1 for none.</param>
/// <param name="HeaderLine">The line of the names, from 1; 0 for none.</param>
sealed record TableShape(char Separator, int Column, int Words, int HeaderLine)
{
    static readonly string[] ValueNames =
    [
        "indicator", "ioc", "ioc_value", "indicator_value", "value", "observable", "url", "domain", "domain_name", "hostname", "fqdn", "host", "ip", "ip_address", "ipaddress", "dst_ip", "dstip", "src_ip", "srcip",
        "address", "cidr", "network", "sha256", "sha256_hash", "sha1", "sha1_hash", "md5", "md5_hash", "hash", "file_hash", "email", "mail",
    ];

    static readonly string[] WordNames = ["description", "comment", "note", "notes", "malware", "malware_printable", "signature", "threat", "tags", "tag", "reason", "details"];

    /// <summary>The shape of a table; null for a list.</summary>
    /// <param name="lines">The first lines.</param>
    /// <param name="wanted">The column that was asked for, a name or a number from 1.</param>
    public static TableShape? Of(IReadOnlyList<(int Number, string? Line)> lines, string? wanted)
    {
        var rows = lines.Where(l => l.Line is not null && !ListLine.IsComment(l.Line)).Take(32).ToArray();
        if (rows.Length == 0) return null;
        if (FindSeparator(rows, out var width) is not { } separator) return wanted is null ? null : throw new InvalidDataException($"there is no column '{wanted}': this is a list, one value a line");
        var first = CsvLine.Split(rows[0].Line!, separator);
        var hasHeader = first.All(c => Recognised.Of(c) is null) && first.All(c => c.Trim().Length is > 0 and <= 64 && !c.Trim().All(char.IsAsciiDigit));
        var names = hasHeader ? Names(first) : CommentedNames(lines, separator, width);
        var body = (hasHeader ? rows.Skip(1) : rows).Select(r => CsvLine.Split(r.Line!, separator)).ToArray();
        var column = wanted is not null ? Wanted(wanted, names, width) : Find(names, body, width);
        if (column < 0) return null;
        var words = Array.FindIndex(names, n => Array.IndexOf(WordNames, n) >= 0);
        return new TableShape(separator, column, words == column ? -1 : words, hasHeader ? rows[0].Number : 0);
    }

    static char? FindSeparator((int Number, string? Line)[] rows, out int width)
    {
        foreach (var separator in (ReadOnlySpan<char>)[',', ';', '\t', '|'])
        {
            var widths = rows.Select(r => CsvLine.Split(r.Line!, separator).Count).ToArray();
            width = widths.GroupBy(w => w).MaxBy(g => g.Count())!.Key;
            var usual = width;
            if (width > 1 && widths.Count(w => w == usual) * 10 >= widths.Length * 8 && !IsListWithRemarks(rows, separator)) return separator;
        }

        width = 1;
        return null;
    }

    // Lists such as DROP have a remark behind a semicolon.
    static bool IsListWithRemarks((int Number, string? Line)[] rows, char separator) =>
        separator is ';' && rows.All(r => r.Line!.Contains(" ;", StringComparison.Ordinal) && Recognised.Of(ListLine.Split(r.Line!).Value) is not null);

    static string[] Names(List<string> cells) => [.. cells.Select(c => c.Trim().TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '_'))];

    // Some feeds write the names into the last comment before the first row.
    static string[] CommentedNames(IReadOnlyList<(int Number, string? Line)> lines, char separator, int width)
    {
        var last = lines.TakeWhile(l => l.Line is null || ListLine.IsComment(l.Line)).LastOrDefault(l => l.Line?.Contains(separator, StringComparison.Ordinal) == true).Line;
        return last is not null && CsvLine.Split(last, separator) is var cells && cells.Count == width ? Names(cells) : [];
    }

    static int Wanted(string wanted, string[] names, int width)
    {
        var at = Array.IndexOf(names, wanted.Trim().ToLowerInvariant().Replace(' ', '_'));
        if (at >= 0) return at;
        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= width
            ? number - 1 : throw new InvalidDataException($"there is no column '{wanted}'; there are {(names.Length > 0 ? string.Join(", ", names) : width.ToString(CultureInfo.InvariantCulture) + " columns without names")}");
    }

    static int Find(string[] names, List<string>[] body, int width)
    {
        int Hits(int column) => body.Count(r => r.Count > column && Recognised.Of(r[column]) is not null);
        foreach (var name in ValueNames)
            if (Array.IndexOf(names, name) is >= 0 and var named && (body.Length == 0 || Hits(named) * 2 > body.Length)) return named;
        if (body.Length == 0) return -1;
        var best = Enumerable.Range(0, Math.Min(width, 64)).MaxBy(Hits);
        return Hits(best) > 0 ? best : -1;
    }
}
