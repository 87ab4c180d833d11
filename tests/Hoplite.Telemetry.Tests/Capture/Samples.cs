using System.Text;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>Conversations of every protocol that is understood, built in code.</summary>
static class Samples
{
    public static byte[] Http()
    {
        var file = new CaptureFile();
        new Talk(file, 8080).Open()
            .Say("GET /a?x=1 HTTP/1.1\r\nHost: shop.example:8080\r\nUser-Agent: Sample/1.0\r\nReferer: http://before.example/\r\nAuthorization: Basic YWxpY2U6c2VjcmV0\r\n\r\nPOST /upload HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 5\r\n\r\n{\"a\":")
            .Reply("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Disposition: attachment; filename=\"tool.exe\"\r\n\r\nMZ\x90\0HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\n...\r\n0\r\n\r\n")
            .Close();
        return file.Pcap();
    }

    public static byte[] ClientHello(string name = "secret.example")
    {
        var host = Encoding.ASCII.GetBytes(name);
        var extensions = new Bytes().U16(0x1A1A).U16(0)
            .U16(0).U16(host.Length + 5).U16(host.Length + 3).U8(0).U16(host.Length).Raw(host)
            .U16(10).U16(6).U16(4).U16(0x2A2A).U16(29).U16(11).U16(2).U8(1).U8(0)
            .U16(13).U16(6).U16(4).U16(0x0403).U16(0x0804)
            .U16(16).U16(5).U16(3).U8(2).Raw("h2"u8).U16(43).U16(5).U8(4).U16(0x0304).U16(0x0303).Done();
        var body = new Bytes().U16(0x0303).Zeros(32).U8(0).U16(6).U16(0x0A0A).U16(0x1301).U16(0xC02F).U8(1).U8(0).U16(extensions.Length).Raw(extensions).Done();
        return new Bytes().U8(1).U8(0).U16(body.Length).Raw(body).Done();
    }

    public static byte[] ServerHello()
    {
        var extensions = new Bytes().U16(43).U16(2).U16(0x0304).U16(51).U16(4).U16(29).U16(0).Done();
        var body = new Bytes().U16(0x0303).Zeros(32).U8(0).U16(0x1301).U8(0).U16(extensions.Length).Raw(extensions).Done();
        return new Bytes().U8(2).U8(0).U16(body.Length).Raw(body).Done();
    }

    public static byte[] Record(int type, byte[] body) => new Bytes().U8(type).U16(0x0301).U16(body.Length).Raw(body).Done();

    public static byte[] Tls()
    {
        var file = new CaptureFile();
        var hello = ClientHello();

        // The greeting lies in two records and many segments.
        new Talk(file, 8443).Open().Say([.. Record(22, hello[..50]), .. Record(22, hello[50..])], piece: 7)
            .Reply([.. Record(22, ServerHello()), .. Record(20, [1]), .. Record(23, new byte[40])]).Say([.. Record(20, [1]), .. Record(23, new byte[30])]).Close();
        return file.Pcap();
    }

    public static byte[] Ssh()
    {
        string[] lists = ["curve25519-sha256,none", "ssh-ed25519", "aes128-ctr,aes256-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256", "none", "none", "", ""];
        var body = new Bytes().U8(20).Zeros(16);
        foreach (var list in lists) body.U32((uint)list.Length).Raw(Packet.Text(list));
        var payload = body.Zeros(5).Done();
        var packet = new Bytes().U32((uint)payload.Length + 1).U8(0).Raw(payload).Done();
        var file = new CaptureFile();
        new Talk(file, 2222).Open().Reply("Welcome\r\nSSH-2.0-Server_1\r\n").Say("SSH-2.0-Client_2\r\n").Say(packet).Reply(packet).Close();
        return file.Pcap();
    }

    public static byte[] Rdp()
    {
        var file = new CaptureFile();
        var cookie = Packet.Text("Cookie: mstshash=alice\r\n");
        new Talk(file, 3389).Open().Say(new Bytes().U8(3).U8(0).U16(19 + cookie.Length).U8(14 + cookie.Length).U8(0xE0).Zeros(5).Raw(cookie).Raw([1, 0, 8, 0, 3, 0, 0, 0]).Done())
            .Reply([3, 0, 0, 19, 14, 0xD0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 2, 0, 0, 0]).Say(Record(22, ClientHello())).Close();
        return file.Pcap();
    }

    public static byte[] Smtp()
    {
        var file = new CaptureFile();
        new Talk(file, 25).Open().Reply("220 mail.example ESMTP\r\n").Say("EHLO me.example\r\n").Reply("250 ok\r\n").Say("MAIL FROM:<a@x.example>\r\n").Reply("250 ok\r\n")
            .Say("RCPT TO:<b@y.example>\r\n").Reply("250 ok\r\n").Say("DATA\r\n").Reply("354 go\r\n").Say("Subject: Hi\r\nFrom: a@x.example\r\n\r\nText\r\n.\r\n").Reply("250 queued\r\n").Close();
        return file.Pcap();
    }

    public static byte[] Ftp()
    {
        var file = new CaptureFile();
        new Talk(file, 21).Open().Reply("220 FTP here\r\n").Say("USER bob\r\n").Reply("331 password\r\n").Say("RETR plan.doc\r\n").Reply("150 coming\r\n").Close();
        return file.Pcap();
    }

    public static byte[] Dhcp()
    {
        var file = new CaptureFile();
        var request = new Bytes().U8(1).U8(1).U8(6).Zeros(25).Raw([2, 0, 0, 0, 0, 9]).Zeros(202).Raw([0x63, 0x82, 0x53, 0x63, 53, 1, 3, 50, 4, 10, 0, 0, 77, 12, 3, (byte)'p', (byte)'c', (byte)'1', 255]).Done();
        return file.Add(0, Packet.Ethernet(Packet.V4("0.0.0.0", "255.255.255.255", 17, Packet.Udp(68, 67, request)))).Pcapng();
    }

    public static byte[] Dns()
    {
        var file = new CaptureFile();
        return file.Add(0, Packet.Ethernet(Packet.V6("fd00::5", "fd00::53", 17, Packet.Udp(40000, 53, Packet.DnsQuery(7, "www.example.org"))), 0x86DD))
            .Add(1, Packet.Ethernet(Packet.V6("fd00::53", "fd00::5", 17, Packet.Udp(53, 40000, Packet.DnsAnswer(7, "www.example.org", "192.0.2.1"))), 0x86DD))
            .Add(2, Packet.Ethernet(Packet.V4("10.0.0.5", "10.0.0.6", 1, [8, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3]))).Pcapng();
    }

    public static byte[] Kerberos()
    {
        byte[] Name(params string[] parts) => Seq(0x30, Seq(0xA0, [2, 1, 1]), Seq(0xA1, Seq(0x30, [.. parts.Select(p => Seq(0x1B, Packet.Text(p)))])));
        var realm = Seq(0x1B, Packet.Text("CLINIC.EXAMPLE"));
        var request = Seq(0x6C, Seq(0x30, Seq(0xA1, [2, 1, 5]), Seq(0xA2, [2, 1, 12]),
            Seq(0xA4, Seq(0x30, Seq(0xA0, [3, 5, 0, 0x40, 0x80, 0, 0]), Seq(0xA2, realm), Seq(0xA3, Name("MSSQLSvc", "db.clinic.example")), Seq(0xA5, Seq(0x18, Packet.Text("20370913024805Z")))))));
        var answer = Seq(0x6D, Seq(0x30, Seq(0xA0, [2, 1, 5]), Seq(0xA1, [2, 1, 13]), Seq(0xA3, realm), Seq(0xA4, Name("alice")),
            Seq(0xA5, Seq(0x61, Seq(0x30, Seq(0xA0, [2, 1, 5]), Seq(0xA1, realm), Seq(0xA2, Name("MSSQLSvc", "db.clinic.example")), Seq(0xA3, Seq(0x30, Seq(0xA0, [2, 1, 23]), Seq(0xA2, [4, 1, 0]))))))));
        var file = new CaptureFile();
        file.Add(0, Packet.Ethernet(Packet.V4("10.0.0.5", "10.0.0.1", 17, Packet.Udp(40001, 88, request)))).Add(1, Packet.Ethernet(Packet.V4("10.0.0.1", "10.0.0.5", 17, Packet.Udp(88, 40001, answer))));
        byte[] Framed(byte[] message) => new Bytes().U32((uint)message.Length).Raw(message).Done();
        new Talk(file, 88, server: "10.0.0.1").Open().Say(Framed(request)).Reply(Framed(answer)).Close();
        return file.Pcap();
    }

    static byte[] Seq(int tag, params byte[][] parts)
    {
        byte[] body = [.. parts.SelectMany(p => p)];
        return body.Length < 128 ? [(byte)tag, (byte)body.Length, .. body] : [(byte)tag, 0x82, (byte)(body.Length >> 8), (byte)body.Length, .. body];
    }

    public static byte[] Certificate()
    {
        byte[] Id(params byte[] id) => Seq(6, id);
        byte[] Part(byte last, string text) => Seq(0x31, Seq(0x30, Id(0x55, 4, last), Seq(0x0C, Packet.Text(text))));
        var algorithm = Seq(0x30, Id(0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11), Seq(5));
        var name = Seq(0x30, Part(6, "XX"), Part(10, "Invented, Inc"), Part(3, "www.example"));
        var key = Seq(0x30, Seq(0x30, Id(0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1), Seq(5)), Seq(3, [0], Seq(0x30, Seq(2, new byte[] { 0 }, Enumerable.Repeat((byte)0xAB, 256).ToArray()), Seq(2, [1, 0, 1]))));
        var names = Seq(0x30, Id(0x55, 0x1D, 0x11), Seq(4, Seq(0x30, Seq(0x82, Packet.Text("www.example")), Seq(0x82, Packet.Text("example")))));
        var authority = Seq(0x30, Id(0x55, 0x1D, 0x13), Seq(1, [0xFF]), Seq(4, Seq(0x30, Seq(1, [0xFF]))));
        var body = Seq(0x30, Seq(0xA0, Seq(2, [2])), Seq(2, [0, 0x8B, 0xB0, 0x0E, 0xE0]), algorithm, name, Seq(0x30, Seq(0x17, Packet.Text("240101000000Z")), Seq(0x18, Packet.Text("20510101000000Z"))), name, key, Seq(0xA3, Seq(0x30, names, authority)));
        return Seq(0x30, body, algorithm, Seq(3, [0, 1, 2, 3]));
    }

    public static byte[] TlsTwelve()
    {
        byte[] Handshake(int type, byte[] body) => new Bytes().U8(type).U8(0).U16(body.Length).Raw(body).Done();
        var certificate = Certificate();
        var hello = new Bytes().U16(0x0303).Zeros(32).U8(0).U16(0xC02F).U8(0).Done();
        var chain = new Bytes().U8(0).U16(certificate.Length + 3).U8(0).U16(certificate.Length).Raw(certificate).Done();
        var file = new CaptureFile();
        new Talk(file, 443).Open().Say(Record(22, ClientHello())).Reply([.. Record(22, [.. Handshake(2, hello), .. Handshake(11, chain), .. Handshake(12, [3, 0, 23, 1, 4]), .. Handshake(14, [])])])
            .Say([.. Record(20, [1]), .. Record(22, new byte[40])]).Reply([.. Record(20, [1]), .. Record(22, new byte[40])]).Close();
        return file.Pcap();
    }

    public static byte[] Smb()
    {
        byte[] Wide(string text) => Encoding.Unicode.GetBytes(text);
        byte[] Message(int command, ulong id, bool isAnswer, byte[] body) => new Bytes(big: false).Raw([0xFE, (byte)'S', (byte)'M', (byte)'B']).U16(64).U16(1).U32(0).U16(command).U16(1)
            .U32(isAnswer ? 1u : 0).U32(0).U64(id).U32(0).U32(5).U64(9).Zeros(16).Raw(body).Done();
        byte[] Framed(byte[] message) => new Bytes().U32((uint)message.Length).Raw(message).Done();
        var file = new Bytes(big: false).U64(3).U64(4).Done();
        var (share, name) = (Wide(@"\\10.0.0.1\IPC$"), Wide("svcctl"));
        var syntax = new Guid("367abb81-9844-35f1-ad32-98f038001003").ToByteArray();
        var bind = new Bytes(big: false).Raw([5, 0, 11, 3, 0x10, 0, 0, 0]).U16(72).U16(0).U32(1).U32(0).U32(0).U32(1).U16(0).U8(1).U8(0).Raw(syntax).U32(2).Zeros(20).Done();
        var call = new Bytes(big: false).Raw([5, 0, 0, 3, 0x10, 0, 0, 0]).U16(28).U16(0).U32(2).U32(4).U16(0).U16(12).U32(0).Done();
        var reply = new Bytes(big: false).Raw([5, 0, 2, 3, 0x10, 0, 0, 0]).U16(28).U16(0).U32(2).U32(4).U16(0).U16(0).U32(0).Done();
        byte[] Write(byte[] data) => new Bytes(big: false).U16(49).U16(112).U32((uint)data.Length).U64(0).Raw(file).Zeros(16).Raw(data).Done();
        var capture = new CaptureFile();
        new Talk(capture, 445, server: "10.0.0.1").Open()
            .Say(Framed(Message(3, 1, false, new Bytes(big: false).U16(9).U16(0).U16(72).U16(share.Length).Raw(share).Done())))
            .Reply(Framed(Message(3, 1, true, new Bytes(big: false).U16(16).U8(2).Zeros(13).Done())))
            .Say(Framed(Message(5, 2, false, new Bytes(big: false).U16(57).Zeros(42).U16(120).U16(name.Length).Zeros(8).Raw(name).Done())))
            .Reply(Framed(Message(5, 2, true, new Bytes(big: false).U16(89).Zeros(62).Raw(file).Zeros(8).Done())))
            .Say(Framed(Message(9, 3, false, Write(bind)))).Say(Framed(Message(9, 4, false, Write(call))))
            .Say(Framed(Message(8, 5, false, new Bytes(big: false).U16(49).U16(0).U32(100).U64(0).Raw(file).Zeros(16).Done())))
            .Reply(Framed(Message(8, 5, true, new Bytes(big: false).U16(17).U8(80).U8(0).U32((uint)reply.Length).Zeros(8).Raw(reply).Done())))
            .Close();
        return capture.Pcap();
    }

    public static IEnumerable<byte[]> All() => [Http(), Tls(), Ssh(), Rdp(), Smtp(), Ftp(), Dhcp(), Dns(), Kerberos(), Smb(), TlsTwelve()];
}
