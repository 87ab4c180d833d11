using System.Text.Unicode;

namespace Hoplite.Telemetry.Text;

/// <summary>Questions about the first bytes of a file that may be text.</summary>
static class TextHead
{
    /// <summary>Says whether a line looks like one of a format.</summary>
    public delegate bool LineTest(ReadOnlySpan<byte> line);

    const int MaxLines = 40;

    /// <summary>How many of a hundred whole lines at the beginning pass the test.</summary>
    public static int Percent(ReadOnlySpan<byte> head, LineTest test)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        int lines = 0, good = 0;
        while (!head.IsEmpty && lines < MaxLines)
        {
            var end = head.IndexOf((byte)'\n');
            if (end < 0 && lines > 0) break;
            var line = (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
            head = end < 0 ? [] : head[(end + 1)..];
            if (line.IsEmpty) continue;
            lines++;
            if (test(line)) good++;
        }

        return lines == 0 ? 0 : good * 100 / lines;
    }

    /// <summary>The first line.</summary>
    public static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        var end = head.IndexOf((byte)'\n');
        return (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
    }

    /// <summary>Whether it is text at all: no control bytes to speak of, and nearly all of it UTF-8 or one-byte text.</summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.Contains((byte)0)) return false;
        if (head.Length >= 4 && head[0] >= 0x7F && !head.StartsWith("\uFEFF"u8) && !IsUtf8(head)) return false;
        int odd = 0, high = 0;
        foreach (var b in head)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x1B or 0x0C)) odd++;
            else if (b >= 0x7F) high++;
        }

        return odd * 50 <= head.Length && (high * 10 <= head.Length * 3 || IsUtf8(head));
    }

    // The head may be cut inside a character.
    static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
            if (Utf8.IsValid(head[..^cut])) return true;
        return false;
    }
}
