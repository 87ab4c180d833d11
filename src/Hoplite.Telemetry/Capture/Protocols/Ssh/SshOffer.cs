using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The lists of algorithms one side of SSH offers: key exchange, host key, ciphers, MACs and compression in both directions.</summary>
sealed class SshOffer
{
    const int Lists = 8;

    readonly byte[][] _lists = new byte[Lists][];

    public ReadOnlySpan<byte> this[int index] => _lists[index];

    public static SshOffer? Parse(ReadOnlySpan<byte> bytes)
    {
        var offer = new SshOffer();
        for (var i = 0; i < Lists; i++)
        {
            if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(bytes) is var length && length > bytes.Length - 4) return null;
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes);
            offer._lists[i] = bytes.Slice(4, size).ToArray();
            bytes = bytes[(4 + size)..];
        }

        return offer;
    }

    /// <summary>The first entry of a list that the server offers too.</summary>
    public ReadOnlySpan<byte> Agree(SshOffer server, int index)
    {
        ReadOnlySpan<byte> ours = _lists[index], theirs = server._lists[index];
        var steps = 0;
        foreach (var one in ours.Split((byte)','))
            foreach (var other in theirs.Split((byte)','))
            {
                if (++steps > 4096) return default;
                if (ours[one].SequenceEqual(theirs[other])) return ours[one];
            }

        return default;
    }
}
