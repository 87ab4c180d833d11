namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Tells the type of content by its first bytes, in the names Zeek gives.</summary>
static class ContentSniffer
{
    public static string? Type(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2) return null;
        if (data.StartsWith("MZ"u8)) return "application/x-dosexec";
        if (data.StartsWith("\x7F"u8) && data[1..].StartsWith("ELF"u8)) return "application/x-executable";
        if (data.StartsWith("PK\x03\x04"u8)) return data.IndexOf("META-INF/"u8) is >= 0 and < 64 ? "application/x-java-archive" : "application/zip";
        if (data.StartsWith("%PDF"u8)) return "application/pdf";
        if (data.StartsWith("GIF8"u8)) return "image/gif";
        if (data.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return "image/png";
        if (data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (data.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return "application/x-gzip";
        if (data.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return "application/msword";
        if (data.StartsWith("Rar!"u8)) return "application/x-rar-compressed";
        if (data.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])) return "application/x-7z-compressed";
        if (data.StartsWith("MSCF"u8)) return "application/vnd.ms-cab-compressed";
        if (data.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE])) return "application/x-java-applet";
        if (data.StartsWith((ReadOnlySpan<byte>)[0x4C, 0, 0, 0, 1, 0x14, 2, 0])) return "application/x-ms-shortcut";
        if (data.StartsWith("{\\rtf"u8)) return "text/rtf";
        if (data.StartsWith("#!"u8)) return "text/x-shellscript";
        return Text(data);
    }

    static string? Text(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) data = data[3..];
        data = data[..Math.Min(data.Length, 512)].TrimStart(" \t\r\n"u8);
        if (data.IsEmpty) return null;
        if (data.IndexOfAnyInRange((byte)0, (byte)8) >= 0) return null;
        if (data.Length >= 14 && HttpText.Is(data[..14], "<!doctype html"u8) || (data.Length >= 5 && HttpText.Is(data[..5], "<html"u8))) return "text/html";
        if (data.StartsWith("<?xml"u8)) return "application/xml";
        if (data[0] is (byte)'{' or (byte)'[' && data.Length > 2) return "application/json";
        return data.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 ? "text/plain" : null;
    }
}
