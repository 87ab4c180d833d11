using System.Runtime.CompilerServices;
using System.Text;

namespace Hoplite.Telemetry;

/// <summary>Removes the escapes of a JSON string (RFC 8259 §7). The result is never longer than the input.</summary>
static class JsonEscapes
{
    /// <summary>Writes the text of a string body; a broken escape is kept as it stands, a lone surrogate becomes U+FFFD.</summary>
    /// <returns>The number of bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unescape(ReadOnlySpan<byte> body, Span<byte> target)
    {
        var at = 0;
        while (true)
        {
            var slash = body.IndexOf((byte)'\\');
            if (slash < 0 || slash + 1 >= body.Length)
            {
                body.CopyTo(target[at..]);
                return at + body.Length;
            }

            body[..slash].CopyTo(target[at..]);
            at += slash;
            var escape = body[slash + 1];
            body = body[(slash + 2)..];
            switch (escape)
            {
                case (byte)'n': target[at++] = (byte)'\n'; break;
                case (byte)'r': target[at++] = (byte)'\r'; break;
                case (byte)'t': target[at++] = (byte)'\t'; break;
                case (byte)'b': target[at++] = 8; break;
                case (byte)'f': target[at++] = 12; break;
                case (byte)'u': at += Unicode(ref body, target[at..]); break;
                default: target[at++] = escape; break;
            }
        }
    }

    static int Unicode(ref ReadOnlySpan<byte> body, Span<byte> target)
    {
        var first = HexQuad(body);
        if (first < 0)
        {
            target[0] = (byte)'\\';
            target[1] = (byte)'u';
            return 2;
        }

        body = body[4..];
        if (char.IsHighSurrogate((char)first) && body.Length >= 6 && body[0] == '\\' && body[1] == 'u')
        {
            var second = HexQuad(body[2..]);
            if (second >= 0 && char.IsLowSurrogate((char)second))
            {
                body = body[6..];
                return new Rune((char)first, (char)second).EncodeToUtf8(target);
            }
        }

        return (Rune.TryCreate((char)first, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(target);
    }

    static int HexQuad(ReadOnlySpan<byte> text)
    {
        if (text.Length < 4) return -1;
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            int digit = HexDigit(text[i]);
            if (digit < 0) return -1;
            value = (value << 4) | digit;
        }

        return value;
    }

    static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
