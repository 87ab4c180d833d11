namespace Hoplite.Server.Reports;

/// <summary>How wide Helvetica is, and where lines break.</summary>
static class PdfFont
{
    // Advance widths of Helvetica from space to tilde, in thousandths of the size (Adobe font metrics).
    static ReadOnlySpan<short> Widths =>
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The width of a text, points.</summary>
    public static double Measure(string text, double size)
    {
        var sum = 0;
        foreach (var letter in text) sum += letter is >= ' ' and <= '~' ? Widths[letter - ' '] : 600;
        return sum * size / 1000;
    }

    /// <summary>Breaks a text into lines; what is too long for all of them ends with an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width, int mostLines)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (Measure(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0) lines.Add(line);
            line = Cut(word, size, width);
            if (lines.Count == mostLines) break;
        }

        if (line.Length > 0 && lines.Count < mostLines) lines.Add(line);
        else if (lines.Count == mostLines) lines[^1] = Cut(lines[^1] + " …", size, width);
        return lines;
    }

    static string Cut(string text, double size, double width)
    {
        if (Measure(text, size) <= width) return text;
        while (text.Length > 1 && Measure(text + "…", size) > width) text = text[..^1];
        return text + "…";
    }
}
