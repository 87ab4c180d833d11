using System.Text;

namespace Hoplite.Store.Hunting.Kql;

/// <summary>A query that cannot be understood or run; says where and, if it can, what would be right.</summary>
public sealed class KqlException : Exception
{
    /// <summary>Makes one for a place in a query.</summary>
    /// <param name="query">The whole text.</param>
    /// <param name="start">Where the mistake begins, in characters.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="message">What is wrong, one sentence.</param>
    /// <param name="hint">What would be right; null when nobody can say.</param>
    public KqlException(string query, int start, int length, string message, string? hint = null)
        : base(message)
    {
        start = Math.Clamp(start, 0, query.Length);
        var lineStart = start == 0 ? 0 : query.LastIndexOf('\n', start - 1) + 1;
        var lineEnd = query.IndexOf('\n', start);
        Line = 1 + query.AsSpan(0, start).Count('\n');
        Column = start - lineStart + 1;
        LineText = query[lineStart..(lineEnd < 0 ? query.Length : lineEnd)].TrimEnd('\r');
        Length = Math.Clamp(length, 1, Math.Max(1, LineText.Length - Column + 1));
        Hint = hint;
    }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The column, counted from 1, in UTF-16 units.</summary>
    public int Column { get; }

    /// <summary>How many characters are wrong, at least 1.</summary>
    public int Length { get; }

    /// <summary>What would be right, or null.</summary>
    public string? Hint { get; }

    /// <summary>The line that holds the mistake, as it was written.</summary>
    public string LineText { get; }

    /// <summary>The sentence, the line with carets below the mistake, and the hint.</summary>
    public string Describe()
    {
        var text = new StringBuilder().Append("line ").Append(Line).Append(", column ").Append(Column).Append(": ").Append(Message).Append('\n');
        text.Append("  ").Append(LineText.Replace('\t', ' ')).Append('\n');
        text.Append(' ', Column + 1).Append('^', Length);
        if (Hint is not null) text.Append("\n  ").Append(Hint);
        return text.ToString();
    }
}
