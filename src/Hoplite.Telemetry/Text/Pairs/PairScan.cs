namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>Walks over <c>key=value key="value with blanks"</c>.</summary>
ref struct PairScan(ReadOnlySpan<byte> text)
{
    ReadOnlySpan<byte> _rest = text;

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the value holds backslash escapes.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Whether there was an equals sign.</summary>
    public bool HasValue { get; private set; }

    /// <summary>Goes to the next word or pair.</summary>
    public bool Next()
    {
        _rest = _rest.TrimStart(" \t,;"u8);
        if (_rest.IsEmpty) return false;
        IsEscaped = false;
        Value = [];
        var end = _rest.IndexOfAny((byte)'=', (byte)' ', (byte)'\t');
        HasValue = end >= 0 && _rest[end] == '=';
        Key = end < 0 ? _rest : _rest[..end];
        if (!HasValue)
        {
            _rest = end < 0 ? [] : _rest[end..];
            return true;
        }

        _rest = _rest[(end + 1)..];
        if (_rest.Length > 0 && _rest[0] is (byte)'"' or (byte)'\'')
        {
            var quote = _rest[0];
            var close = 1;
            while (close < _rest.Length && _rest[close] != quote)
            {
                if (_rest[close] == '\\')
                {
                    IsEscaped = true;
                    close++;
                }

                close++;
            }

            if (close < _rest.Length)
            {
                Value = _rest[1..close];
                _rest = _rest[(close + 1)..];
                return true;
            }

            IsEscaped = false;
        }

        end = _rest.IndexOfAny((byte)' ', (byte)'\t');
        Value = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[end..];
        return true;
    }
}
