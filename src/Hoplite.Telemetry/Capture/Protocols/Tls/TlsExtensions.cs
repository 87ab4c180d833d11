using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The extensions of the two greetings of TLS.</summary>
static class TlsExtensions
{
    /// <summary>Takes the next one off.</summary>
    public static bool Next(scoped ref ReadOnlySpan<byte> rest, out ushort type, out ReadOnlySpan<byte> data)
    {
        type = 0;
        data = default;
        if (rest.Length < 4) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (4 + length > rest.Length) return false;
        type = BinaryPrimitives.ReadUInt16BigEndian(rest);
        data = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return true;
    }

    /// <summary>Whether a number is one of those that mean nothing on purpose.</summary>
    public static bool IsGrease(ushort value) => (value & 0x0F0F) == 0x0A0A && value >> 8 == (value & 0xFF);
}
