namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>Log Event Extended Format: <c>LEEF:2.0|vendor|product|version|id|delimiter|key=value⇥…</c></summary>
static class LeefMessage
{
    static readonly int[] Head =
    [
        FieldTable.Intern("LEEFVersion"), FieldTable.Intern("DeviceVendor"), FieldTable.Intern("DeviceProduct"), FieldTable.Intern("DeviceVersion"), FieldTable.Intern("EventID"),
    ];

    /// <summary>Adds its fields.</summary>
    /// <returns>Its log source; null when it is not whole.</returns>
    public static int? Add(in LogLine line, ReadOnlySpan<byte> text)
    {
        if (!Scan.Take(ref text, "LEEF:"u8)) return null;
        var probe = text;
        for (var i = 0; i < Head.Length; i++)
            if (probe.IndexOf((byte)'|') is >= 0 and var end) probe = probe[(end + 1)..];
            else return null;
        var second = text.StartsWith("2"u8);
        ReadOnlySpan<byte> vendor = [], product = [];
        for (var i = 0; i < Head.Length; i++)
        {
            var end = text.IndexOf((byte)'|');
            if (i == 1) vendor = text[..end];
            else if (i == 2) product = text[..end];
            line.Add(Head[i], text[..end]);
            text = text[(end + 1)..];
        }

        var delimiter = (byte)'\t';
        if (second && text.IndexOf((byte)'|') is >= 0 and <= 6 and var bar)
        {
            var word = text[..bar];
            if (word.Length == 1) delimiter = word[0];
            else if (word.Length > 1 && System.Buffers.Text.Utf8Parser.TryParse(word.TrimStart("0x\\"u8), out byte code, out _, 'x')) delimiter = code;
            text = text[(bar + 1)..];
        }

        while (!text.IsEmpty)
        {
            var end = text.IndexOf(delimiter);
            var pair = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            var equals = pair.IndexOf((byte)'=');
            if (equals is > 0 and <= 128) line.Add(FieldTable.Intern(pair[..equals].Trim((byte)' ')), pair[(equals + 1)..]);
        }

        return VendorSource.Find(vendor, product);
    }
}
