namespace Hoplite.Telemetry.Text.Syslog;

/// <summary>The structured data of RFC 5424: <c>[id name="value" …]</c>; each becomes the field <c>id.name</c>.</summary>
static class StructuredData
{
    public static void Add(in LogLine line, ReadOnlySpan<byte> text)
    {
        while (text.StartsWith("["u8))
        {
            text = text[1..];
            var end = text.IndexOfAny((byte)' ', (byte)']');
            if (end < 0) return;
            var id = FieldTable.Intern(text[..end]);
            text = text[end..];
            while (Scan.Take(ref text, " "u8))
            {
                var equals = text.IndexOf("=\""u8);
                if (equals <= 0) return;
                var name = text[..equals];
                text = text[(equals + 2)..];
                var close = Close(text);
                if (close < 0) return;
                line.Batch.Add(
                    FieldTable.Intern(id, name), text[..close].Contains((byte)'\\') ? FieldKind.JsonText : FieldKind.Text, line.OffsetOf(text[..close]), close);
                text = text[(close + 1)..];
            }

            if (!Scan.Take(ref text, "]"u8)) return;
        }
    }

    static int Close(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i;
        }

        return -1;
    }
}
