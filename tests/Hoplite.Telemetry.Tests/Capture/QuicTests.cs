using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Telemetry.Tests.Capture;

public sealed class QuicTests
{
    static readonly byte[] Id = [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [InlineData(1u)]
    [InlineData(0x6B3343CFu)]
    public void The_greeting_within_the_first_packets_is_read(uint version)
    {
        var hello = Samples.ClientHello("quic.example");

        // The greeting lies in two packets, the later part first.
        var file = new CaptureFile()
            .Add(0, Datagram(Initial(version, 0, Frame(60, hello[60..]))))
            .Add(1, Datagram(Initial(version, 1, Frame(0, hello[..60]))));
        var read = ReadCapture.Bytes(file.Pcap());
        var row = Assert.Single(read.Of("ssl"));
        Assert.Equal("quic.example", row["server_name"]);
        Assert.StartsWith("q13d0206h2_", row["ja4"], StringComparison.Ordinal);
        Assert.Equal("quic.example", Assert.Single(read.Of("quic"))["server_name"]);
        Assert.Equal("quic,ssl", Assert.Single(read.Of("conn"))["service"]);
    }

    [Fact]
    public void A_packet_that_does_not_open_is_passed_over()
    {
        var packet = Initial(1, 0, Frame(0, Samples.ClientHello()));
        packet[^1] ^= 1;
        Assert.Equal("conn", Assert.Single(ReadCapture.Bytes(new CaptureFile().Add(0, Datagram(packet)).Pcap()).Events).LogSource.Service);
    }

    static byte[] Datagram(byte[] data) => Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.10", 17, Packet.Udp(40000, 443, data)));

    static byte[] Frame(int offset, byte[] data) => new Bytes().U8(1).U8(6).U16(0x4000 | offset).U16(0x4000 | data.Length).Raw(data).Done();

    static byte[] Initial(uint version, int number, byte[] frames)
    {
        var isSecond = version != 1;
        var salt = Convert.FromHexString(isSecond ? "0DEDE3DEF700A6DB819381BE6E269DCBF9BD2ED9" : "38762CF7F55934B34D179AE6A4C80CADCCBB7F0A");
        var secret = Expand(HKDF.Extract(HashAlgorithmName.SHA256, Id, salt), "client in", 32);
        var label = isSecond ? "quicv2 " : "quic ";
        byte[] plain = [.. frames, .. new byte[1100 - frames.Length]];
        var head = new Bytes().U8(isSecond ? 0xD1 : 0xC1).U32(version).U8(Id.Length).Raw(Id).U8(0).U8(0).U16(0x4000 | (2 + plain.Length + 16)).U16(number).Done();
        var nonce = Expand(secret, label + "iv", 12);
        nonce[^1] ^= (byte)number;
        var body = new byte[plain.Length];
        var tag = new byte[16];
        using (var gcm = new AesGcm(Expand(secret, label + "key", 16), 16)) gcm.Encrypt(nonce, plain, body, tag, head);
        byte[] packet = [.. head, .. body, .. tag];
        using var aes = Aes.Create();
        aes.Key = Expand(secret, label + "hp", 16);
        var mask = aes.EncryptEcb(packet.AsSpan(head.Length + 2, 16), PaddingMode.None);
        packet[0] ^= (byte)(mask[0] & 0x0F);
        packet[head.Length - 2] ^= mask[1];
        packet[head.Length - 1] ^= mask[2];
        return packet;
    }

    static byte[] Expand(byte[] secret, string label, int length)
    {
        var name = "tls13 " + label;
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, [0, (byte)length, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0]);
    }
}
