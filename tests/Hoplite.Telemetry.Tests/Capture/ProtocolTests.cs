using Hoplite.Telemetry.Tests.Text;

namespace Hoplite.Telemetry.Tests.Capture;

public sealed class ProtocolTests
{
    static EventRecord Only(byte[] capture, string service) => Assert.Single(ReadCapture.Bytes(capture).Of(service));

    [Fact]
    public void Requests_of_HTTP_meet_their_answers()
    {
        var rows = ReadCapture.Bytes(Samples.Http()).Of("http").ToArray();
        Assert.Equal(["GET", "POST"], rows.Select(r => r["method"]));
        Assert.Equal(["/a?x=1", "/upload"], rows.Select(r => r["uri"]));
        Assert.Equal(["200", "404"], rows.Select(r => r["status_code"]));
        Assert.Equal(["shop.example", "shop.example"], rows.Select(r => r["host"]));
        Assert.Equal(["4", "8"], rows.Select(r => r["response_body_len"]));
        Assert.Equal("application/x-dosexec", rows[0]["resp_mime_types"]);
        Assert.Equal(("Sample/1.0", "http://before.example/", "alice", "tool.exe"), (rows[0]["user_agent"], rows[0]["referrer"], rows[0]["username"], rows[0]["resp_filenames"]));
        Assert.Equal("5", rows[1]["request_body_len"]);
        Assert.Equal(["HOST", "USER-AGENT", "REFERER", "AUTHORIZATION"], rows[0].All("client_header_names"));
    }

    [Fact]
    public void A_missing_piece_of_a_body_does_not_stop_HTTP()
    {
        var file = new CaptureFile();
        new Talk(file, 80).Open().Say("POST /one HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100\r\n\r\n").LoseFromClient(60).Say(new string('x', 40) + "GET /two HTTP/1.1\r\nHost: a.example\r\n\r\n")
            .Reply("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n").Close();
        Assert.Equal(["/one 200", "/two 201"], ReadCapture.Bytes(file.Pcap()).Of("http").Select(r => r["uri"] + " " + r["status_code"]));
    }

    [Fact]
    public void The_greetings_of_TLS_are_read_across_records_and_segments()
    {
        var row = Only(Samples.Tls(), "ssl");
        Assert.Equal(("TLSv13", "TLS_AES_128_GCM_SHA256", "x25519", "secret.example"), (row["version"], row["cipher"], row["curve"], row["server_name"]));
        Assert.Equal("true", row["established"]);
        Assert.Equal(Md5("771,4865-49199,0-10-11-13-16-43,29,0"), row["ja3"]);
        Assert.Equal(Md5("771,4865,43-51"), row["ja3s"]);
        Assert.Equal($"t13d0206h2_{Sha256("1301,c02f")}_{Sha256("000a,000b,000d,002b_0403,0804")}", row["ja4"]);
    }

    [Fact]
    public void Certificates_are_read()
    {
        var read = ReadCapture.Bytes(Samples.TlsTwelve());
        var session = Assert.Single(read.Of("ssl"));
        Assert.Equal(("TLSv12", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "secp256r1", "true"), (session["version"], session["cipher"], session["curve"], session["established"]));
        var row = Assert.Single(read.Of("x509"));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Samples.Certificate())), row["fingerprint"]);
        Assert.Equal(row["fingerprint"], session["cert_chain_fps"]);
        Assert.Equal(("3", "8BB00EE0", @"CN=www.example,O=Invented\, Inc,C=XX"), (row["certificate.version"], row["certificate.serial"], row["certificate.subject"]));
        Assert.Equal(("2048", "rsa", "sha256WithRSAEncryption", "true"), (row["certificate.key_length"], row["certificate.key_type"], row["certificate.sig_alg"], row["basic_constraints.ca"]));
        Assert.Equal(("1704067200.000000", "2556144000.000000"), (row["certificate.not_valid_before"], row["certificate.not_valid_after"]));
        Assert.Equal(["www.example", "example"], row.All("san.dns"));
    }

    [Fact]
    public void SSH_tells_who_speaks_and_what_they_agree_on()
    {
        var row = Only(Samples.Ssh(), "ssh");
        Assert.Equal(("SSH-2.0-Client_2", "SSH-2.0-Server_1", "2"), (row["client"], row["server"], row["version"]));
        Assert.Equal(("aes128-ctr", "curve25519-sha256", "ssh-ed25519"), (row["cipher_alg"], row["kex_alg"], row["host_key_alg"]));
        Assert.Equal(Md5("curve25519-sha256,none;aes128-ctr,aes256-ctr;hmac-sha2-256;none"), row["hassh"]);
    }

    [Fact]
    public void Behind_the_greeting_of_RDP_there_is_TLS()
    {
        var read = ReadCapture.Bytes(Samples.Rdp());
        var row = Assert.Single(read.Of("rdp"));
        Assert.Equal(("alice", "encrypted", "HYBRID"), (row["cookie"], row["result"], row["security_protocol"]));
        Assert.Equal("secret.example", Assert.Single(read.Of("ssl"))["server_name"]);
        Assert.Equal("rdp,ssl", Assert.Single(read.Of("conn"))["service"]);
    }

    [Fact]
    public void Tickets_of_Kerberos_tell_their_cipher()
    {
        var rows = ReadCapture.Bytes(Samples.Kerberos()).Of("kerberos").ToArray();
        Assert.Equal(2, rows.Length);
        Assert.All(rows, r => Assert.Equal(("TGS", "alice/CLINIC.EXAMPLE", "MSSQLSvc/db.clinic.example", "true", "rc4-hmac"),
            (r["request_type"], r["client"], r["service"], r["success"], r["cipher"])));
    }

    [Fact]
    public void Calls_through_a_pipe_of_SMB_have_names()
    {
        var read = ReadCapture.Bytes(Samples.Smb());
        var share = Assert.Single(read.Of("smb_mapping"));
        Assert.Equal((@"\\10.0.0.1\IPC$", "PIPE"), (share["path"], share["share_type"]));
        var file = Assert.Single(read.Of("smb_files"));
        Assert.Equal(("SMB::FILE_OPEN", "svcctl", @"\\10.0.0.1\IPC$"), (file["action"], file["name"], file["path"]));
        var call = Assert.Single(read.Of("dce_rpc"));
        Assert.Equal(("svcctl", "CreateServiceW", "svcctl"), (call["endpoint"], call["operation"], call["named_pipe"]));
        Assert.Equal("smb,dce_rpc", Assert.Single(read.Of("conn"))["service"]);
    }

    [Fact]
    public void Mail_files_and_addresses_are_told()
    {
        var mail = Only(Samples.Smtp(), "smtp");
        Assert.Equal(("me.example", "a@x.example", "b@y.example", "Hi", "250 queued"), (mail["helo"], mail["mailfrom"], mail["rcptto"], mail["subject"], mail["last_reply"]));
        var file = Only(Samples.Ftp(), "ftp");
        Assert.Equal(("bob", "RETR", "plan.doc", "150"), (file["user"], file["command"], file["arg"], file["reply_code"]));
        var lease = Only(Samples.Dhcp(), "dhcp");
        Assert.Equal(("02:00:00:00:00:09", "pc1", "10.0.0.77", "REQUEST"), (lease["mac"], lease["host_name"], lease["requested_addr"], lease["msg_types"]));
    }

    [Fact]
    public void An_unanswered_question_is_told_without_an_answer()
    {
        var file = new CaptureFile().Add(0, Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.53", 17, Packet.Udp(40000, 5300, Packet.DnsQuery(7, "never.example", 28)))));
        var row = Only(file.Pcap(), "dns");
        Assert.Equal(("never.example", "AAAA", "C_INTERNET", null, "false"), (row["query"], row["qtype_name"], row["qclass_name"], row["rcode_name"], row["rejected"]));
    }

    [Fact]
    public void A_row_is_its_own_raw_text()
    {
        var row = Only(Samples.Ftp(), "ftp");
        var raw = System.Text.Encoding.UTF8.GetString(row.Raw.Span);
        Assert.Equal(raw, string.Join('\t', row.Fields.Select(f => f.Value)));
    }

    static string Md5(string text) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Packet.Text(text)));

    static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Packet.Text(text)))[..12];
}
