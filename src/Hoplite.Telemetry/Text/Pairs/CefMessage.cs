namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>Common Event Format: <c>CEF:0|vendor|product|version|id|name|severity|key=value …</c></summary>
static class CefMessage
{
    static readonly int[] Head =
    [
        FieldTable.Intern("CEFVersion"), FieldTable.Intern("DeviceVendor"), FieldTable.Intern("DeviceProduct"), FieldTable.Intern("DeviceVersion"),
        FieldTable.Intern("SignatureID"), FieldTable.Intern("Name"), FieldTable.Intern("Severity"),
    ];

    /// <summary>Adds its fields.</summary>
    /// <returns>Its log source; null when it is not whole.</returns>
    public static int? Add(in LogLine line, ReadOnlySpan<byte> text)
    {
        if (!Scan.Take(ref text, "CEF:"u8)) return null;
        ReadOnlySpan<byte> vendor = [], product = [];
        var probe = text;
        for (var i = 0; i < Head.Length; i++)
            if (Pipe(probe) is >= 0 and var end) probe = probe[(end + 1)..];
            else return null;
        for (var i = 0; i < Head.Length; i++)
        {
            var end = Pipe(text);
            var part = text[..end].Trim((byte)' ');
            if (i == 1) vendor = part;
            else if (i == 2) product = part;
            Put(line, Head[i], part);
            text = text[(end + 1)..];
        }

        Extension(line, text);
        return VendorSource.Find(vendor, product);
    }

    // A value goes on to the last blank before the next key.
    static void Extension(in LogLine line, ReadOnlySpan<byte> text)
    {
        var equals = Equals(text);
        while (equals > 0)
        {
            var key = text[..equals].TrimStart((byte)' ');
            text = text[(equals + 1)..];
            equals = Equals(text);
            var end = equals < 0 ? text.Length : Math.Max(0, text[..equals].LastIndexOf((byte)' '));
            if (key.Length is > 0 and <= 128) Put(line, FieldTable.Intern(key), text[..end].TrimEnd((byte)' '));
            if (equals < 0) return;
            text = text[end..];
            equals -= end;
        }
    }

    static int Equals(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '=' && IsKey(text[..i])) return i;
        }

        return -1;
    }

    static bool IsKey(ReadOnlySpan<byte> before)
    {
        var key = before[(before.LastIndexOf((byte)' ') + 1)..];
        if (key.IsEmpty) return false;
        foreach (var b in key)
            if (!((uint)((b | 0x20) - 'a') <= 25 || (uint)(b - '0') <= 9 || b is (byte)'_' or (byte)'.' or (byte)'-' or (byte)'[' or (byte)']')) return false;
        return true;
    }

    static int Pipe(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '|') return i;
        }

        return -1;
    }

    // \| and \= and \\ lose their backslash, \n and \r become what they stand for.
    static void Put(in LogLine line, int name, ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'\\'))
        {
            line.Add(name, value);
            return;
        }

        var room = line.Batch.Rent(value.Length);
        var length = 0;
        for (var i = 0; i < value.Length; i++)
            room[length++] = value[i] != '\\' || ++i == value.Length ? value[Math.Min(i, value.Length - 1)] : value[i] switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', var b => b };
        line.Batch.Add(name, FieldKind.Text, line.Batch.Commit(length), length);
    }
}
