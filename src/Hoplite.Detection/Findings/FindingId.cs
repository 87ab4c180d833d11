using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>Ids that sort by time and come out the same whenever the same evidence is read with the same rules.</summary>
public static class FindingId
{
    /// <summary>A UUIDv7 (RFC 9562 §5.7) whose random part is a hash of rule, evidence and position.</summary>
    /// <param name="rule">The id of the rule, with whatever else tells findings of the same event apart.</param>
    /// <param name="record">The event.</param>
    public static Guid Of(string rule, EventRecord record)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{record.Source.Path}\n{record.Position}\n{record.RecordId}"), hash);
        var bytes = hash[..16];
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, record.Time?.ToUnixTimeMilliseconds() ?? 0);
        time[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
