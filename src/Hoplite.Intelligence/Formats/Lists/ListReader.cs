using System.Globalization;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>
/// Reads lists of values, one a line, and tables with a column of them: addresses, networks, domains, web addresses, hashes and mail addresses,
/// defanged or not. Comments begin with <c>#</c>, <c>;</c>, <c>!</c> or <c>//</c>; files of hosts and of blockers for browsers are understood too.
/// </summary>
static class ListReader
{
    /// <summary>Reads a text.</summary>
    public static Imported Read(TextReader text, ListOptions options, DateTimeOffset asOf, FormatLimits limits)
    {
        var found = new Gathering(limits);
        var lines = new LineReader(text, limits.LineLength);
        var sample = lines.Peek(64);
        if (TableShape.Of(sample, options.Column) is { } shape)
        {
            Table(lines, shape, options, asOf, found);
            return found.Close(ImportedKind.Table);
        }

        foreach (var (number, line) in lines.All()) Line(number, line, options, asOf, found);
        return found.Close(ImportedKind.List);
    }

    static void Line(int number, string? line, ListOptions options, DateTimeOffset asOf, Gathering found)
    {
        var position = Position(number);
        if (line is null)
        {
            found.Refuse(position, $"the line is longer than {found.Limits.LineLength} characters");
            return;
        }

        var (value, comment) = ListLine.Split(line);
        if (value.Length == 0) return;
        Take(value, comment, position, options, asOf, found);
    }

    static void Table(LineReader lines, TableShape shape, ListOptions options, DateTimeOffset asOf, Gathering found)
    {
        foreach (var (number, line) in lines.All())
        {
            if (line is null)
            {
                found.Refuse(Position(number), $"the line is longer than {found.Limits.LineLength} characters");
                continue;
            }

            if (ListLine.IsComment(line) || number == shape.HeaderLine) continue;
            var cells = CsvLine.Split(line, shape.Separator);
            if (cells.Count <= shape.Column)
            {
                found.Refuse(Position(number), $"it has {cells.Count} columns, and the values stand in column {shape.Column + 1}");
                continue;
            }

            var words = shape.Words < 0 || shape.Words >= cells.Count ? null : cells[shape.Words];
            if (cells[shape.Column].Trim().Length > 0) Take(cells[shape.Column], words, Position(number), options, asOf, found);
        }
    }

    static void Take(string value, string? comment, string position, ListOptions options, DateTimeOffset asOf, Gathering found)
    {
        if (Recognised.Of(value) is not { } named)
        {
            found.Refuse(position, $"'{Short(value)}' is no address, network, domain, web address, hash or mail address");
            return;
        }

        if (found.Add(ListIndicator.Of(named, options, comment, asOf), position)) found.Tally(Word(named.Kind));
    }

    static string Word(NamedKind kind) => kind switch
    {
        NamedKind.Address => "addresses",
        NamedKind.Network => "networks",
        NamedKind.Domain => "domains",
        NamedKind.Url => "web addresses",
        NamedKind.Hash => "hashes",
        _ => "mail addresses",
    };

    static string Short(string value) => value.Length <= 80 ? value : value[..80] + "…";

    static string Position(int number) => string.Create(CultureInfo.InvariantCulture, $"line {number}");
}
