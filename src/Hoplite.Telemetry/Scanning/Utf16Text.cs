using System.Text;

namespace Hoplite.Telemetry.Scanning;

/// <summary>UTF-16 text that says so by its byte order mark; readers get it as UTF-8.</summary>
/// <remarks>Positions of its events count the bytes of the UTF-8 form.</remarks>
static class Utf16Text
{
    public static bool IsUtf16(ReadOnlySpan<byte> head) =>
        head.Length >= 2 && (head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF)
        && !(head.Length >= 4 && head[0] == 0xFF && head[2] == 0 && head[3] == 0);

    public static Stream ToUtf8(Stream stream, ReadOnlySpan<byte> head) =>
        Encoding.CreateTranscodingStream(stream, head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, Encoding.UTF8, leaveOpen: true);
}
