namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Reads elements of ASN.1 in their basic or distinguished encoding, one behind the other.</summary>
ref struct Der(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public readonly byte Peek => _rest.IsEmpty ? (byte)0 : _rest[0];

    /// <summary>The next element; false at the end or where the bytes make no sense.</summary>
    public bool Next(out byte tag, out ReadOnlySpan<byte> value)
    {
        tag = 0;
        value = default;
        if (_rest.Length < 2 || (_rest[0] & 0x1F) == 0x1F) return false;
        tag = _rest[0];
        long length = _rest[1];
        var head = 2;
        if (length >= 0x80)
        {
            var digits = (int)length & 0x7F;
            if (digits is 0 or > 4 || _rest.Length < 2 + digits) return false;
            length = 0;
            for (var i = 0; i < digits; i++) length = (length << 8) | _rest[2 + i];
            head += digits;
        }

        if (length > _rest.Length - head) return false;
        value = _rest.Slice(head, (int)length);
        _rest = _rest[(head + (int)length)..];
        return true;
    }

    /// <summary>The next element if it has this tag; it stays when it has another.</summary>
    public bool Next(byte wanted, out ReadOnlySpan<byte> value)
    {
        value = default;
        return Peek == wanted && Next(out _, out value);
    }

    /// <summary>The elements within the next element of this tag.</summary>
    public bool Enter(byte wanted, out Der inner)
    {
        inner = default;
        if (!Next(wanted, out var value)) return false;
        inner = new Der(value);
        return true;
    }

    public static long Integer(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.Length > 8) return 0;
        long number = (sbyte)value[0];
        foreach (var b in value[1..]) number = (number << 8) | b;
        return number;
    }
}
