using System.Net;
using System.Text;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>Builds packets from the inside out.</summary>
static class Packet
{
    public const int Fin = 1, Syn = 2, Rst = 4, Push = 8, Ack = 16;

    public static byte[] Ethernet(byte[] payload, int type = 0x0800) => new Bytes().Raw([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2]).U16(type).Raw(payload).Done();

    public static byte[] V4(string from, string to, int protocol, byte[] payload, int fragment = 0, int id = 1) =>
        new Bytes().U8(0x45).U8(0).U16(20 + payload.Length).U16(id).U16(fragment).U8(64).U8(protocol).U16(0)
            .Raw(IPAddress.Parse(from).GetAddressBytes()).Raw(IPAddress.Parse(to).GetAddressBytes()).Raw(payload).Done();

    public static byte[] V6(string from, string to, int next, byte[] payload) =>
        new Bytes().U32(0x60000000).U16(payload.Length).U8(next).U8(64).Raw(IPAddress.Parse(from).GetAddressBytes()).Raw(IPAddress.Parse(to).GetAddressBytes()).Raw(payload).Done();

    public static byte[] Udp(int from, int to, byte[] data) => new Bytes().U16(from).U16(to).U16(8 + data.Length).U16(0).Raw(data).Done();

    public static byte[] Tcp(int from, int to, uint sequence, uint acknowledged, int flags, byte[] data, int window = 8192) =>
        new Bytes().U16(from).U16(to).U32(sequence).U32(acknowledged).U8(0x50).U8(flags).U16(window).U32(0).Raw(data).Done();

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] DnsQuery(int id, string name, int type = 1) => new Bytes().U16(id).U16(0x0100).U16(1).U16(0).U16(0).U16(0).Raw(Name(name)).U16(type).U16(1).Done();

    public static byte[] DnsAnswer(int id, string name, string address) =>
        new Bytes().U16(id).U16(0x8180).U16(1).U16(1).U16(0).U16(0).Raw(Name(name)).U16(1).U16(1)
            .U16(0xC00C).U16(1).U16(1).U32(300).U16(4).Raw(IPAddress.Parse(address).GetAddressBytes()).Done();

    static byte[] Name(string name)
    {
        var bytes = new Bytes();
        foreach (var label in name.Split('.')) bytes.U8(label.Length).Raw(Text(label));
        return bytes.U8(0).Done();
    }
}
