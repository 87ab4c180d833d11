namespace Hoplite.Telemetry.Tests.Text;

public class AuditTests
{
    [Fact]
    public void Records_of_one_event_become_one_event_even_when_they_interleave()
    {
        var sink = Reading.Read(
            """
            type=SYSCALL msg=audit(1364481363.243:24287): arch=c000003e syscall=59 success=yes exit=0 a0=7ff pid=3538 comm="cat" exe="/bin/cat" key="k"
            type=SYSCALL msg=audit(1364481363.244:24288): arch=c000003e syscall=2 pid=9
            type=EXECVE msg=audit(1364481363.243:24287): argc=3 a0="cat" a1=2F746D702F6120622E747874 a2="x"
            type=CWD msg=audit(1364481363.243:24287):  cwd="/home/shadowman"
            type=PATH msg=audit(1364481363.243:24287): item=0 name="/bin/cat"
            type=PATH msg=audit(1364481363.243:24287): item=1 name=2F612062
            type=EOE msg=audit(1364481363.243:24287):

            """);
        var record = sink.Events[0];
        Assert.Equal(2, sink.Events.Count);
        Assert.Equal(["SYSCALL", "EXECVE", "CWD", "PATH", "PATH", "EOE"], record.All("type"));
        Assert.Equal(["/bin/cat", "/a b"], record.All("name"));
        Assert.Equal(["7ff", "cat"], record.All("a0"));
        Assert.Equal(("cat /tmp/a b.txt x", "/bin/cat", "/home/shadowman"), (record["proctitle"], record["exe"], record["cwd"]));
        Assert.Equal(new LogSource("linux", null, "auditd"), record.LogSource);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1364481363243), record.Time);
    }

    [Fact]
    public void A_title_in_hexadecimal_is_made_readable()
    {
        var record = Assert.Single(Reading.Read("type=PROCTITLE msg=audit(1364481363.243:1): proctitle=6C73002D6C61\n").Events);
        Assert.Equal("ls -la", record["proctitle"]);
    }

    [Fact]
    public void What_a_program_reports_is_read_too()
    {
        var record = Assert.Single(Reading.Read("type=USER_LOGIN msg=audit(1364481363.243:1): pid=1 uid=0 msg='op=login acct=\"root\" exe=\"/usr/sbin/sshd\" addr=10.0.0.1 res=failed'\n").Events);
        Assert.Equal(("login", "root", "10.0.0.1", "failed"), (record["op"], record["acct"], record["addr"], record["res"]));
    }

    [Fact]
    public void Events_without_an_end_are_ended_by_age_and_none_is_lost()
    {
        var lines = string.Concat(Enumerable.Range(0, 5000).Select(i => $"type=SYSCALL msg=audit(1364481363.243:{i}): pid={i}\n"));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"{i}"), Reading.Read(lines).Values("pid"));
    }
}
