namespace Hoplite.Telemetry.Tests.Text;

public class SyslogTests
{
    static EventRecord One(string line) => Assert.Single(Reading.Read(line + "\n").Events);

    static readonly LogSource Sshd = new("linux", null, "sshd");

    [Theory]
    [InlineData("Failed password for root from 10.0.0.1 port 22 ssh2", "failed", "root", "10.0.0.1", "22", "password")]
    [InlineData("Failed none for invalid user from 6.6.6.6 port 1 from 10.0.0.1 port 22 ssh2", "failed", "from 6.6.6.6 port 1", "10.0.0.1", "22", "none")]
    [InlineData("Accepted publickey for alice from 2001:db8::1 port 50022 ssh2: RSA SHA256:abc", "accepted", "alice", "2001:db8::1", "50022", "publickey")]
    [InlineData("Invalid user bob from 10.0.0.1 port 44", "invalid_user", "bob", "10.0.0.1", "44", null)]
    [InlineData("Invalid user  from 10.0.0.1", "invalid_user", "", "10.0.0.1", null, null)]
    [InlineData("Connection closed by authenticating user root 10.0.0.1 port 22 [preauth]", "disconnect", "root", "10.0.0.1", "22", null)]
    [InlineData("Received disconnect from 10.0.0.1: 11: Bye Bye [preauth]", "disconnect", null, "10.0.0.1", null, null)]
    [InlineData("Received disconnect from 10.0.0.1 port 22:11: Bye Bye [preauth]", "disconnect", null, "10.0.0.1", "22", null)]
    [InlineData("error: maximum authentication attempts exceeded for root from 10.0.0.1 port 22 ssh2 [preauth]", "error", "root", "10.0.0.1", "22", null)]
    [InlineData("pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)", "session_opened", "root", null, null, null)]
    [InlineData("pam_unix(sshd:auth): authentication failure; logname= uid=0 tty=ssh rhost=10.0.0.1  user=root", "failed", "root", "10.0.0.1", null, null)]
    [InlineData("message repeated 5 times: [ Failed password for root from 10.0.0.1 port 22 ssh2]", "failed", "root", "10.0.0.1", "22", "password")]
    public void What_the_ssh_server_says_becomes_fields(string message, string action, string? user, string? address, string? port, string? method)
    {
        var record = One("Feb  3 06:55:46 gate sshd[24200]: " + message);
        Assert.Equal(Sshd, record.LogSource);
        Assert.Equal(message, record["message"]);
        Assert.Equal(("gate", "sshd", "24200"), (record["host"], record["program"], record["pid"]));
        Assert.Equal((action, user, address, port, method), (record["action"], record["user"], record["src_ip"], record["src_port"], record["method"]));
    }

    [Theory]
    [InlineData("Feb  3 06:55:46 h p: m", "2024-02-03T06:55:46Z")]
    [InlineData("Dec 31 23:59:59 h p: m", "2023-12-31T23:59:59Z")]
    [InlineData("Feb 29 01:00:00 h p: m", "2024-02-29T01:00:00Z")]
    [InlineData("2021-05-06T07:08:09.5+02:00 h p: m", "2021-05-06T05:08:09.5Z")]
    [InlineData("<34>1 2003-10-11T22:14:15.003Z h p - ID47 - m", "2003-10-11T22:14:15.003Z")]
    [InlineData("<189>Jun 12 2019 10:11:12: %SYS-5-CONFIG_I: m", "2019-06-12T10:11:12Z")]
    public void The_time_is_UTC_and_a_missing_year_comes_from_the_file(string line, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), One(line).Time);

    [Fact]
    public void Structured_data_become_fields()
    {
        var record = One("<165>1 2003-10-11T22:14:15.003Z host.example evntslog 77 ID47 [ex@1 iut=\"3\" say=\"a \\\"b\\\" ]\"][y z=\"1\"] \uFEFFthe message");
        Assert.Equal(("3", "a \"b\" ]", "1"), (record["ex@1.iut"], record["ex@1.say"], record["y.z"]));
        Assert.Equal(("the message", "local4", "notice", "ID47"), (record["message"], record["facility"], record["severity"], record["msgid"]));
    }

    [Fact]
    public void Sudo_names_who_ran_what_as_whom()
    {
        var record = One("Feb  3 06:55:46 h sudo:    bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/sh -c a ; USER=x");
        Assert.Equal(("command", "bob", "root", "/bin/sh -c a ; USER=x", "pts/0", "/home/bob"), (record["action"], record["user"], record["target_user"], record["command"], record["tty"], record["pwd"]));
        Assert.Equal("not_allowed", One("Feb  3 06:55:46 h sudo: bob : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh")["action"]);
        Assert.Equal("auth_failure", One("Feb  3 06:55:46 h sudo: bob : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh")["action"]);
    }

    [Theory]
    [InlineData("FAILED SU (to root) bob on pts/1", "failed")]
    [InlineData("(to root) bob on pts/1", "opened")]
    [InlineData("Successful su for root by bob", "opened")]
    [InlineData("FAILED su for root by bob", "failed")]
    [InlineData("- pts/1 bob:root", "failed")]
    public void Su_names_both_users(string message, string action)
    {
        var record = One("Feb  3 06:55:46 h su[1]: " + message);
        Assert.Equal((action, "bob", "root"), (record["action"], record["user"], record["target_user"]));
    }

    [Fact]
    public void Cron_names_the_user_and_the_command()
    {
        var record = One("Feb  3 06:55:46 h CRON[99]: (root) CMD (run-parts (all))");
        Assert.Equal((new LogSource("linux", null, "cron"), "root", "run-parts (all)"), (record.LogSource, record["user"], record["command"]));
    }

    [Fact]
    public void The_packet_filter_becomes_firewall_events()
    {
        var record = One("Feb  3 06:55:46 h kernel: [1.2] [UFW BLOCK] IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=40 PROTO=TCP SPT=5 DPT=22 SYN URGP=0");
        Assert.Equal((new LogSource("linux", "firewall"), "blocked", "10.0.0.1", "10.0.0.2", "5", "22", "TCP"),
            (record.LogSource, record["action"], record["src_ip"], record["dst_ip"], record["src_port"], record["dst_port"], record["PROTO"]));
    }

    [Fact]
    public void Cisco_lines_keep_their_mnemonic()
    {
        var record = One("<189>12: *Mar  1 18:46:11: %SYS-5-CONFIG_I: Configured from console");
        Assert.Equal((new LogSource("cisco"), "SYS-5-CONFIG_I"), (record.LogSource, record["mnemonic"]));
    }

    [Fact]
    public void A_line_that_is_no_syslog_is_kept_as_a_message()
    {
        var sink = Reading.Read("Feb  3 06:55:46 h p: one\n\tat somewhere\nFeb  3 06:55:47 h p: two\n");
        Assert.Equal(["one", "\tat somewhere", "two"], sink.Values("message"));
    }

    [Fact]
    public void Invalid_UTF_8_stays_as_it_is()
    {
        byte[] line = [.. "Feb  3 06:55:46 h p: a"u8, 0xFF, 0xFE, (byte)'b', (byte)'\n'];
        Assert.Equal(line[..^1], Assert.Single(Reading.Read(line).Events).Raw.ToArray());
    }
}
