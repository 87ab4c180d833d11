using System.Text;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>Reads lines with their numbers; a line that is too long is null, and its rest is passed over without being held. A quoted line break ends a line too.</summary>
sealed class LineReader(TextReader text, int longest)
{
    readonly Queue<(int Number, string? Line)> _ahead = new();
    readonly StringBuilder _line = new();
    readonly char[] _block = new char[16_384];
    int _at, _end, _number;
    bool _afterReturn;

    /// <summary>The first lines, which stay to be read.</summary>
    public IReadOnlyList<(int Number, string? Line)> Peek(int count)
    {
        while (_ahead.Count < count && Next() is { } line) _ahead.Enqueue(line);
        return [.. _ahead];
    }

    /// <summary>All lines that are left.</summary>
    public IEnumerable<(int Number, string? Line)> All()
    {
        while (_ahead.TryDequeue(out var line)) yield return line;
        while (Next() is { } line) yield return line;
    }

    (int Number, string? Line)? Next()
    {
        _line.Clear();
        var (any, tooLong) = (false, false);
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, text.Read(_block, 0, _block.Length));
                if (_end <= 0)
                {
                    _end = 0;
                    return any ? (++_number, tooLong ? null : _line.ToString()) : null;
                }
            }

            var c = _block[_at++];
            if (c == '\n' && _afterReturn)
            {
                _afterReturn = false;
                continue;
            }

            _afterReturn = c == '\r';
            if (c is '\r' or '\n') return (++_number, tooLong ? null : _line.ToString());
            any = true;
            if (_line.Length < longest) _line.Append(c);
            else tooLong = true;
        }
    }
}
