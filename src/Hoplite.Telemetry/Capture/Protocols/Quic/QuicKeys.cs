using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The keys of the first packets of QUIC; whoever saw the first one can make them.</summary>
sealed class QuicKeys : IDisposable
{
    static readonly byte[] First = Convert.FromHexString("38762CF7F55934B34D179AE6A4C80CADCCBB7F0A");
    static readonly byte[] Second = Convert.FromHexString("0DEDE3DEF700A6DB819381BE6E269DCBF9BD2ED9");
    static readonly byte[] Draft29 = Convert.FromHexString("AFBFEC289993D24C9E9786F19C6111E04390A899");

    readonly AesGcm _packet;
    readonly Aes _header = Aes.Create();
    readonly byte[] _iv;

    QuicKeys(byte[] secret, bool isSecond)
    {
        var prefix = isSecond ? "quicv2 " : "quic ";
        _packet = new AesGcm(Expand(secret, prefix + "key", 16), 16);
        _iv = Expand(secret, prefix + "iv", 12);
        _header.Key = Expand(secret, prefix + "hp", 16);
    }

    public const uint VersionOne = 1, VersionTwo = 0x6B3343CF;

    public static bool Knows(uint version) => version is VersionOne or VersionTwo or >= 0xFF00001D and <= 0xFF000022;

    public static QuicKeys Of(uint version, ReadOnlySpan<byte> connectionId, bool ofClient)
    {
        var salt = version switch { VersionOne or 0xFF000021 or 0xFF000022 => First, VersionTwo => Second, _ => Draft29 };
        var initial = HKDF.Extract(HashAlgorithmName.SHA256, connectionId.ToArray(), salt);
        return new QuicKeys(Expand(initial, ofClient ? "client in" : "server in", 32), version == VersionTwo);
    }

    /// <summary>Opens a packet.</summary>
    /// <param name="packet">The packet up to its end; changed in place.</param>
    /// <param name="numberAt">Where its number begins.</param>
    /// <param name="plain">Takes the content.</param>
    /// <returns>The length of the content; -1 when it does not open.</returns>
    public int Open(Span<byte> packet, int numberAt, Span<byte> plain)
    {
        if (packet.Length < numberAt + 20) return -1;
        Span<byte> mask = stackalloc byte[16];
#pragma warning disable CA5358
        _header.EncryptEcb(packet.Slice(numberAt + 4, 16), mask, PaddingMode.None);
#pragma warning restore CA5358
        packet[0] ^= (byte)(mask[0] & 0x0F);
        var size = (packet[0] & 3) + 1;
        ulong number = 0;
        for (var i = 0; i < size; i++)
        {
            packet[numberAt + i] ^= mask[1 + i];
            number = (number << 8) | packet[numberAt + i];
        }

        var body = packet[(numberAt + size)..];
        if (body.Length < 16 || body.Length - 16 > plain.Length) return -1;
        Span<byte> nonce = stackalloc byte[12];
        _iv.CopyTo(nonce);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], BinaryPrimitives.ReadUInt64BigEndian(nonce[4..]) ^ number);
        try
        {
            _packet.Decrypt(nonce, body[..^16], body[^16..], plain[..(body.Length - 16)], packet[..(numberAt + size)]);
            return body.Length - 16;
        }
        catch (CryptographicException)
        {
            return -1;
        }
    }

    public void Dispose()
    {
        _packet.Dispose();
        _header.Dispose();
    }

    static byte[] Expand(byte[] secret, string label, int length)
    {
        var name = "tls13 " + label;
        byte[] info = [0, (byte)length, (byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name), 0];
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, info);
    }
}
