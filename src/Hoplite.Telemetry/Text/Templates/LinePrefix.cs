namespace Hoplite.Telemetry.Text.Templates;

/// <summary>Finds level and component before the message of a line.</summary>
static class LinePrefix
{
    const int MaxWords = 10;

    static readonly byte[][] Levels =
    [
        [.. "INFO"u8], [.. "WARN"u8], [.. "WARNING"u8], [.. "ERROR"u8], [.. "ERR"u8], [.. "DEBUG"u8], [.. "TRACE"u8], [.. "FATAL"u8], [.. "SEVERE"u8],
        [.. "CRITICAL"u8], [.. "NOTICE"u8], [.. "ALERT"u8], [.. "EMERG"u8], [.. "FAILURE"u8],
    ];

    /// <summary>The message.</summary>
    public static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> text, bool timed, out ReadOnlySpan<byte> level, out ReadOnlySpan<byte> component)
    {
        level = component = [];
        if (timed && text.StartsWith("|"u8)) return Bars(text, out component);
        var rest = text;
        for (var i = 0; i < MaxWords && !rest.IsEmpty; i++)
        {
            var next = rest;
            var word = Scan.Word(ref next).Trim("[]<>():,"u8);
            if (IsLevel(word))
            {
                level = word;
                rest = Marks(next);
                return Component(rest, out component);
            }

            rest = next.TrimStart((byte)' ');
        }

        return timed ? Component(Numbers(text), out component, out level) : text;
    }

    // |component|pid|message
    static ReadOnlySpan<byte> Bars(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> component)
    {
        text = text[1..];
        component = [];
        for (var i = 0; i < 2 && text.IndexOf((byte)'|') is >= 0 and var bar; i++)
        {
            if (i == 0) component = text[..bar];
            text = text[(bar + 1)..];
        }

        return text;
    }

    static ReadOnlySpan<byte> Component(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> component, out ReadOnlySpan<byte> level)
    {
        level = [];
        if (text.Length > 2 && text[1] == ' ' && "VDIWEF"u8.Contains(text[0]))
        {
            level = text[..1];
            text = text[2..].TrimStart((byte)' ');
        }

        return Component(text, out component);
    }

    static ReadOnlySpan<byte> Component(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> component)
    {
        component = [];
        if (text.StartsWith("["u8) && text.IndexOf("] "u8) is > 0 and var close)
        {
            component = text[1..close];
            text = Marks(text[(close + 2)..]);
        }

        var rest = text;
        var word = Scan.Word(ref rest);
        if (word.Length is > 1 and < 128 && word[^1] == ':')
        {
            component = word[..^1];
            return rest.TrimStart((byte)' ');
        }

        // A dotted class name without a colon, as Python's loggers write it.
        if (word.Count((byte)'.') >= 2 && !word.ContainsAnyInRange((byte)'0', (byte)'9') && !word.ContainsAny("/=,"u8))
        {
            component = word;
            return rest.TrimStart((byte)' ');
        }

        return text;
    }

    static ReadOnlySpan<byte> Marks(ReadOnlySpan<byte> text) => text.TrimStart(" -:|"u8);

    static ReadOnlySpan<byte> Numbers(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var rest = text.TrimStart((byte)' ');
            var word = Scan.Word(ref rest);
            if (word.IsEmpty || word.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return Marks(text);
            text = rest;
        }
    }

    static bool IsLevel(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > 8) return false;
        foreach (var level in Levels)
            if (word.SequenceEqual(level) || word[0] == level[0] && word.Length == level.Length && !word[1..].ContainsAnyExceptInRange((byte)'a', (byte)'z')
                && System.Text.Ascii.EqualsIgnoreCase(word, level)) return true;
        return false;
    }
}
