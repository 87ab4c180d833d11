namespace Hoplite.Telemetry.Text.Syslog;

/// <summary>Programs whose messages have a parser.</summary>
enum ProgramKind : byte
{
    Other,
    Sshd,
    Sudo,
    Su,
    Cron,
    Pam,
    Kernel,
}

/// <summary>The log source and the kind of a program by its name; remembers the last one, for lines come in runs.</summary>
sealed class ProgramTable
{
    public static readonly int Syslog = LogSourceTable.Intern(new LogSource("linux", null, "syslog"));

    static readonly (byte[] Name, int Source, ProgramKind Kind)[] Known =
    [
        Entry("sshd", "sshd", ProgramKind.Sshd), Entry("sshd-session", "sshd", ProgramKind.Sshd), Entry("sshd-auth", "sshd", ProgramKind.Sshd),
        Entry("sudo", "sudo", ProgramKind.Sudo), Entry("su", "su", ProgramKind.Su), Entry("CRON", "cron", ProgramKind.Cron),
        Entry("cron", "cron", ProgramKind.Cron), Entry("crond", "cron", ProgramKind.Cron), Entry("/usr/sbin/cron", "cron", ProgramKind.Cron),
        Entry("crontab", "cron", ProgramKind.Cron), Entry("anacron", "cron", ProgramKind.Cron), Entry("kernel", "kernel", ProgramKind.Kernel),
        Entry("systemd", "systemd"), Entry("systemd-logind", "systemd-logind"), Entry("auditd", "auditd"), Entry("audispd", "auditd"), Entry("audit", "auditd"),
        Entry("login", "pam", ProgramKind.Pam), Entry("gdm", "pam", ProgramKind.Pam), Entry("gdm-password]", "pam", ProgramKind.Pam), Entry("polkitd", "polkit"),
        Entry("useradd", "auth"), Entry("userdel", "auth"), Entry("usermod", "auth"), Entry("groupadd", "auth"), Entry("passwd", "auth", ProgramKind.Pam),
        Entry("chpasswd", "auth", ProgramKind.Pam), Entry("vsftpd", "vsftpd", ProgramKind.Pam), Entry("clamd", "clamav"), Entry("freshclam", "clamav"), Entry("named", "named"),
        Entry("guacd", "guacamole"), Entry("modsecurity", "modsecurity"),
    ];

    readonly byte[] _lastName = new byte[64];
    int _lastLength;
    (int Source, ProgramKind Kind) _last = (Syslog, ProgramKind.Other);

    public (int Source, ProgramKind Kind) Find(ReadOnlySpan<byte> program)
    {
        if (program.SequenceEqual(_lastName.AsSpan(0, _lastLength))) return _last;
        var name = program;
        var pam = name.IndexOf((byte)'(');
        if (pam > 0) name = name[..pam];
        var found = (Source: Syslog, Kind: pam > 0 ? ProgramKind.Pam : ProgramKind.Other);
        foreach (var (known, source, kind) in Known)
            if (name.SequenceEqual(known))
            {
                found = (source, pam > 0 ? ProgramKind.Pam : kind);
                break;
            }

        // Only a short name is worth remembering, and into the same memory.
        if (program.Length > _lastName.Length) return found;
        program.CopyTo(_lastName);
        _lastLength = program.Length;
        return _last = found;
    }

    static (byte[] Name, int Source, ProgramKind Kind) Entry(string name, string service, ProgramKind kind = ProgramKind.Other) =>
        (System.Text.Encoding.ASCII.GetBytes(name), LogSourceTable.Intern(new LogSource("linux", null, service)), kind);
}
