using System.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Writes names of certificates the way of RFC 2253: the last part first.</summary>
static class DistinguishedName
{
    const int MaxParts = 32, MaxText = 256;

    public static string Text(ReadOnlySpan<byte> name)
    {
        var parts = new List<string>();
        var sets = new Der(name);
        while (parts.Count < MaxParts && sets.Enter(0x31, out var set))
        {
            if (!set.Enter(0x30, out var pair) || !pair.Next(6, out var id) || !pair.Next(out var tag, out var value)) continue;
            if (value.Length > MaxText) value = value[..MaxText];
            var text = (tag == 0x1E ? Encoding.BigEndianUnicode : tag == 0x14 ? Encoding.Latin1 : Encoding.UTF8).GetString(value);
            parts.Add($"{ObjectIds.Name(id)}={Escaped(text)}");
        }

        parts.Reverse();
        return string.Join(',', parts);
    }

    static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny(",+\"\\<>;") < 0) return text;
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (",+\"\\<>;".Contains(c, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
