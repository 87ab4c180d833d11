using System.IO.Compression;
using System.Text.Json;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats;

/// <summary>Reads files of others up to a bound, unpacked if they are packed with gzip.</summary>
static class BoundedFile
{
    /// <summary>The bytes of a stream, unpacked; null with the problem when there are too many or they cannot be unpacked.</summary>
    public static byte[]? TryBytes(Stream source, FormatLimits limits, out string problem)
    {
        problem = "";
        if (Bytes(source, limits.FileBytes) is not { } bytes)
        {
            problem = $"the file has more than {limits.FileBytes} bytes; import it in parts";
            return null;
        }

        if (bytes is not [0x1F, 0x8B, ..]) return bytes;
        try
        {
            using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            if (Bytes(unpacked, limits.FileBytes) is { } inner) return inner;
            problem = $"unpacked the file has more than {limits.FileBytes} bytes; import it in parts";
        }
        catch (InvalidDataException)
        {
            problem = "the file is packed with gzip, and torn";
        }

        return null;
    }

    /// <summary>The JSON of a file; null with the problem.</summary>
    public static JsonDocument? TryJson(string path, FormatLimits limits, out string problem)
    {
        if (!File.Exists(path))
        {
            problem = "the file is not there";
            return null;
        }

        using var stream = File.OpenRead(path);
        return TryBytes(stream, limits, out problem) is { } bytes ? TryJson(bytes, out problem) : null;
    }

    /// <summary>The JSON of some bytes; null with the problem.</summary>
    public static JsonDocument? TryJson(ReadOnlyMemory<byte> bytes, out string problem)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        problem = "a text in it holds half a character";
        if (!StixJson.IsWhole(bytes.Span)) return null;
        try
        {
            problem = "";
            return JsonDocument.Parse(bytes, StixJson.Strict);
        }
        catch (JsonException wrong)
        {
            problem = $"this is no JSON: {wrong.Message}";
            return null;
        }
    }

    static byte[]? Bytes(Stream source, long most)
    {
        using var bytes = new MemoryStream();
        var block = new byte[81_920];
        while (source.Read(block) is > 0 and var read)
        {
            if (bytes.Length + read > most) return null;
            bytes.Write(block, 0, read);
        }

        return bytes.ToArray();
    }
}
