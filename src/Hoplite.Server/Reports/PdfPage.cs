using System.Globalization;
using System.Text;

namespace Hoplite.Server.Reports;

/// <summary>One page of A4 with text, boxes and lines, as a PDF 1.4 file. Uses the fonts every reader has; what they cannot write becomes a question mark.</summary>
/// <remarks>ISO 32000-1. Coordinates are points from the upper left corner. No compression, no scripts, no links: nothing of the evidence can act.</remarks>
sealed class PdfPage
{
    /// <summary>Width of the page, points.</summary>
    public const double Width = 595;

    /// <summary>Height of the page, points.</summary>
    public const double Height = 842;

    readonly StringBuilder _content = new();

    /// <summary>Writes one line of text.</summary>
    public void Text(double x, double y, double size, string text, string colour = "1f2933", bool isBold = false) =>
        _content.Append(CultureInfo.InvariantCulture, $"BT {Rgb(colour)} rg /{(isBold ? "F2" : "F1")} {size:0.##} Tf {x:0.##} {Height - y:0.##} Td ({Escape(text)}) Tj ET\n");

    /// <summary>Writes text in lines of a width.</summary>
    /// <returns>The y below the last line.</returns>
    public double Paragraph(double x, double y, double size, double width, string text, int mostLines = 4, string colour = "1f2933")
    {
        foreach (var line in PdfFont.Wrap(text, size, width, mostLines))
        {
            Text(x, y, size, line, colour);
            y += size * 1.35;
        }

        return y;
    }

    /// <summary>Fills a box.</summary>
    public void Box(double x, double y, double width, double height, string colour) =>
        _content.Append(CultureInfo.InvariantCulture, $"{Rgb(colour)} rg {x:0.##} {Height - y - height:0.##} {width:0.##} {height:0.##} re f\n");

    /// <summary>Fills a circle.</summary>
    public void Dot(double x, double y, double radius, string colour)
    {
        var k = radius * 0.5523;
        var cy = Height - y;
        _content.Append(CultureInfo.InvariantCulture, $"{Rgb(colour)} rg {x - radius:0.##} {cy:0.##} m {x - radius:0.##} {cy + k:0.##} {x - k:0.##} {cy + radius:0.##} {x:0.##} {cy + radius:0.##} c {x + k:0.##} {cy + radius:0.##} {x + radius:0.##} {cy + k:0.##} {x + radius:0.##} {cy:0.##} c {x + radius:0.##} {cy - k:0.##} {x + k:0.##} {cy - radius:0.##} {x:0.##} {cy - radius:0.##} c {x - k:0.##} {cy - radius:0.##} {x - radius:0.##} {cy - k:0.##} {x - radius:0.##} {cy:0.##} c f\n");
    }

    /// <summary>The file.</summary>
    /// <param name="title">Its title.</param>
    public byte[] ToFile(string title)
    {
        var content = Encoding.Latin1.GetBytes(_content.ToString());
        var file = new MemoryStream();
        var offsets = new List<long>();
        Write("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        Object("<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>");
        Object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Object(string.Create(CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"));
        offsets.Add(file.Position);
        Write(string.Create(CultureInfo.InvariantCulture, $"4 0 obj\n<< /Length {content.Length} >>\nstream\n"));
        file.Write(content);
        Write("\nendstream\nendobj\n");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        Object($"<< /Title ({Escape(title)}) /Producer (Hoplite) >>");
        var table = file.Position;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets) Write(string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        Write(string.Create(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();

        void Object(string body)
        {
            offsets.Add(file.Position);
            Write(string.Create(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n"));
        }

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
            switch (letter)
            {
                case '(' or ')' or '\\': safe.Append('\\').Append(letter); break;
                case '–' or '—': safe.Append('\u0096'); break;
                case '’': safe.Append('\u0092'); break;
                case '…': safe.Append('\u0085'); break;
                case >= ' ' and <= '~' or >= '\u00a0' and <= '\u00ff': safe.Append(letter); break;
                default: safe.Append('?'); break;
            }

        return safe.ToString();
    }

    static string Rgb(string hex)
    {
        var value = Convert.ToInt32(hex, 16);
        return string.Create(CultureInfo.InvariantCulture, $"{(value >> 16) / 255.0:0.###} {((value >> 8) & 255) / 255.0:0.###} {(value & 255) / 255.0:0.###}");
    }
}
