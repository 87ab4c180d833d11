using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Fingerprints of the software behind a greeting: JA3, JA3S and JA4.</summary>
static class TlsFingerprints
{
    const int MaxNumbers = 512;

    /// <summary>JA3: version, ciphers, extensions, groups and point formats, without GREASE.</summary>
    public static void Ja3(in ClientHello hello, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[MaxNumbers * 6 * 4];
        var length = Decimal(text, 0, hello.Legacy);
        text[length++] = (byte)',';
        length = Numbers(text, length, hello.Ciphers, 2);
        text[length++] = (byte)',';
        length = Types(text, length, hello.Extensions);
        text[length++] = (byte)',';
        length = Numbers(text, length, hello.Groups, 2);
        text[length++] = (byte)',';
        length = Numbers(text, length, hello.PointFormats, 1);
        Md5(text[..length], hash);
    }

    /// <summary>JA3S: version, cipher and extensions of the server.</summary>
    public static void Ja3S(ushort version, ushort cipher, ReadOnlySpan<byte> extensions, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[MaxNumbers * 6 + 32];
        var length = Decimal(text, 0, version);
        text[length++] = (byte)',';
        length = Decimal(text, length, cipher);
        text[length++] = (byte)',';
        length = Types(text, length, extensions);
        Md5(text[..length], hash);
    }

    /// <summary>JA4 in its hashed form, 36 characters.</summary>
    public static void Ja4(in ClientHello hello, bool isQuic, Span<byte> text)
    {
        Span<ushort> ciphers = stackalloc ushort[MaxNumbers], types = stackalloc ushort[MaxNumbers];
        var cipherCount = Collect(hello.Ciphers, ciphers);
        var typeCount = 0;
        var (all, hasName) = (0, false);
        var rest = hello.Extensions;
        while (TlsExtensions.Next(ref rest, out var type, out _))
        {
            if (TlsExtensions.IsGrease(type)) continue;
            all++;
            hasName |= type == 0;
            if (type is not (0 or 16) && typeCount < MaxNumbers) types[typeCount++] = type;
        }

        text[0] = isQuic ? (byte)'q' : (byte)'t';
        (hello.Version switch { 0x0304 => "13"u8, 0x0303 => "12"u8, 0x0302 => "11"u8, 0x0301 => "10"u8, 0x0300 => "s3"u8, 0x0002 => "s2"u8, _ => "00"u8 }).CopyTo(text[1..]);
        text[3] = hasName ? (byte)'d' : (byte)'i';
        TwoDigits(text[4..], cipherCount);
        TwoDigits(text[6..], all);
        Application(text[8..], hello.Application);
        text[10] = (byte)'_';
        ciphers[..cipherCount].Sort();
        types[..typeCount].Sort();
        Hash(text[11..], ciphers[..cipherCount], default);
        text[23] = (byte)'_';
        Hash(text[24..], types[..typeCount], hello.Signatures);
    }

    static void Application(Span<byte> text, ReadOnlySpan<byte> application)
    {
        if (application.IsEmpty)
        {
            "00"u8.CopyTo(text);
            return;
        }

        var (first, last) = (application[0], application[^1]);
        var plain = char.IsAsciiLetterOrDigit((char)first) && char.IsAsciiLetterOrDigit((char)last);
        text[0] = plain ? first : (byte)"0123456789abcdef"[first >> 4];
        text[1] = plain ? last : (byte)"0123456789abcdef"[last & 15];
    }

    static void Hash(Span<byte> target, ReadOnlySpan<ushort> numbers, ReadOnlySpan<byte> signatures)
    {
        if (numbers.IsEmpty)
        {
            target[..12].Fill((byte)'0');
            return;
        }

        Span<byte> text = stackalloc byte[MaxNumbers * 5 * 2];
        var length = 0;
        foreach (var number in numbers) length = Hex(text, length, number, ',');
        for (var i = 0; i + 1 < signatures.Length && length + 6 < text.Length; i += 2)
        {
            var number = BinaryPrimitives.ReadUInt16BigEndian(signatures[i..]);
            if (!TlsExtensions.IsGrease(number)) length = Hex(text, length, number, i == 0 ? '_' : ',');
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text[..length], hash);
        Convert.TryToHexStringLower(hash[..6], target, out _);
    }

    static int Hex(Span<byte> text, int length, ushort number, char separator)
    {
        if (length > 0) text[length++] = (byte)separator;
        Utf8Formatter.TryFormat(number, text[length..], out var used, new System.Buffers.StandardFormat('x', 4));
        return length + used;
    }

    static int Collect(ReadOnlySpan<byte> bytes, Span<ushort> numbers)
    {
        var count = 0;
        for (; bytes.Length >= 2 && count < numbers.Length; bytes = bytes[2..])
            if (BinaryPrimitives.ReadUInt16BigEndian(bytes) is var number && !TlsExtensions.IsGrease(number)) numbers[count++] = number;
        return count;
    }

    static int Numbers(Span<byte> text, int length, ReadOnlySpan<byte> bytes, int width)
    {
        var begin = length;
        for (var n = 0; bytes.Length >= width && n < MaxNumbers; bytes = bytes[width..], n++)
        {
            var number = width == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
            if (width == 2 && TlsExtensions.IsGrease(number)) continue;
            if (length > begin) text[length++] = (byte)'-';
            length = Decimal(text, length, number);
        }

        return length;
    }

    static int Types(Span<byte> text, int length, ReadOnlySpan<byte> extensions)
    {
        var begin = length;
        for (var n = 0; n < MaxNumbers && TlsExtensions.Next(ref extensions, out var type, out _); n++)
        {
            if (TlsExtensions.IsGrease(type)) continue;
            if (length > begin) text[length++] = (byte)'-';
            length = Decimal(text, length, type);
        }

        return length;
    }

    static int Decimal(Span<byte> text, int length, ushort number)
    {
        Utf8Formatter.TryFormat(number, text[length..], out var used);
        return length + used;
    }

    static void TwoDigits(Span<byte> text, int count) => Utf8Formatter.TryFormat(Math.Min(count, 99), text, out _, new System.Buffers.StandardFormat('D', 2));

    // The fingerprint is defined over MD5; it protects nothing.
#pragma warning disable CA5351
    static void Md5(ReadOnlySpan<byte> text, Span<byte> hash) => MD5.HashData(text, hash);
#pragma warning restore CA5351
}
