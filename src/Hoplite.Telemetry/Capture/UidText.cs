using System.Buffers.Binary;
using System.IO.Hashing;

namespace Hoplite.Telemetry.Capture;

/// <summary>The name of a connection, the same whenever the same capture is read: made of its addresses, ports and first time.</summary>
static class UidText
{
    const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static ulong Of(in FlowKey key, long time)
    {
        Span<byte> bytes = stackalloc byte[45];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key.Originator);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], key.Responder);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[32..], key.OriginatorPort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[34..], key.ResponderPort);
        bytes[36] = key.Protocol;
        BinaryPrimitives.WriteInt64BigEndian(bytes[37..], time);
        return XxHash64.HashToUInt64(bytes);
    }

    public static int Write(ulong uid, Span<byte> target)
    {
        target[0] = (byte)'C';
        for (var i = 11; i >= 1; i--, uid /= 62) target[i] = (byte)Digits[(int)(uid % 62)];
        return 12;
    }
}
