using System.Globalization;
using System.Text;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>Bytes as offset, hexadecimal and ASCII.</summary>
static class HexDump
{
    /// <summary>How many bytes are shown at most.</summary>
    public const int Most = 2048;

    const int PerLine = 16;

    /// <summary>The lines.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">Where the first one stands in its file.</param>
    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> bytes, long offset)
    {
        bytes = bytes[..Math.Min(bytes.Length, Most)];
        var lines = new List<string>();
        for (var at = 0; at < bytes.Length; at += PerLine)
        {
            var row = bytes[at..Math.Min(at + PerLine, bytes.Length)];
            var line = new StringBuilder((offset + at).ToString("x8", CultureInfo.InvariantCulture)).Append("  ");
            for (var i = 0; i < PerLine; i++)
            {
                if (i < row.Length) line.Append(row[i].ToString("x2", CultureInfo.InvariantCulture));
                else line.Append("  ");
                line.Append(i == PerLine / 2 - 1 ? "  " : " ");
            }

            line.Append(' ');
            foreach (var c in row) line.Append(c is >= 0x20 and < 0x7F ? (char)c : '.');
            lines.Add(line.ToString());
        }

        return lines;
    }
}
