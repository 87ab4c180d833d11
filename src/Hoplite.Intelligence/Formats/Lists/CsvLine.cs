using System.Text;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>One line of a table (RFC 4180).</summary>
static class CsvLine
{
    const int MostCells = 1_000;

    /// <summary>The cells of a line; a quote that is not closed ends with the line.</summary>
    public static List<string> Split(string line, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length && cells.Count < MostCells; i++)
        {
            var c = line[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[++i]);
                else quoted = false;
            }
            else if (c == '"' && cell.ToString().AsSpan().Trim().IsEmpty)
            {
                cell.Clear();
                quoted = true;
            }
            else if (c == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(c);
        }

        cells.Add(cell.ToString());
        return cells;
    }

    /// <summary>A line of cells, none of which a spreadsheet takes for a formula.</summary>
    public static string Write(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    static string Cell(string? text)
    {
        text ??= "";
        if (text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '%' || char.IsWhiteSpace(text[0]))) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n;'\t") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}
