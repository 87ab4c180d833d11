using Hoplite.Telemetry.Text.Auth;
using Hoplite.Telemetry.Text.Audit;
using Hoplite.Telemetry.Text.Pairs;

namespace Hoplite.Telemetry.Text.Syslog;

/// <summary>One syslog line to one event, with the fields of the program that wrote it where they are known.</summary>
sealed class SyslogParser(EvidenceSource source) : LineParser
{
    static readonly string[] Severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
    static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "security", "console", "solaris-cron",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    static readonly byte[][] SeverityText = [.. Severities.Select(System.Text.Encoding.ASCII.GetBytes)];
    static readonly byte[][] FacilityText = [.. Facilities.Select(System.Text.Encoding.ASCII.GetBytes)];
    static readonly int Cisco = LogSourceTable.Intern(new LogSource("cisco"));

    readonly YearlessDate _dates = new(source.LastWrite);
    readonly ProgramTable _programs = new();

    public override void Parse(in LogLine line)
    {
        if (!SyslogHeader.TryParse(line.Text, _dates, out var header))
        {
            line.Add(Names.Message, line.Text);
            line.End(0, ProgramTable.Syslog);
            return;
        }

        line.End(header.Time, Add(line, header));
    }

    /// <summary>Adds the fields of a line that has the header of syslog with a program, and does not end the event.</summary>
    public bool TryAdd(in LogLine line, out long time, out int source)
    {
        (time, source) = (0, ProgramTable.Syslog);
        if (!SyslogHeader.TryParse(line.Text, _dates, out var header) || header.Time == 0 || header.Host.IsEmpty || header.Program.IsEmpty) return false;
        time = header.Time;
        source = Add(line, header);
        return true;
    }

    /// <summary>Adds the fields of a message of a program whose messages are known.</summary>
    public static bool AddMessage(in LogLine line, ProgramKind program, ReadOnlySpan<byte> message)
    {
        switch (program)
        {
            case ProgramKind.Sshd: SshdMessage.Add(line, message); return true;
            case ProgramKind.Sudo: SudoMessage.Add(line, message); return true;
            case ProgramKind.Su: SuMessage.Add(line, message); return true;
            case ProgramKind.Cron: CronMessage.Add(line, message); return true;
            case ProgramKind.Pam: PamMessage.Add(line, message); return true;
            default: return false;
        }
    }

    int Add(in LogLine line, in SyslogHeader header)
    {
        line.AddIfAny(Names.Host, header.Host);
        line.AddIfAny(Names.Program, header.Program);
        line.AddIfAny(Names.Pid, header.Pid);
        if (header.Priority >= 0)
        {
            if (header.Priority >> 3 < FacilityText.Length) line.Batch.Add(Names.Facility, FacilityText[header.Priority >> 3]);
            line.Batch.Add(Names.Severity, SeverityText[header.Priority & 7]);
        }

        line.AddIfAny(Names.MessageId, header.MessageId);
        if (!header.Structured.IsEmpty) StructuredData.Add(line, header.Structured);
        line.Add(Names.Message, header.Body);
        var (log, program) = _programs.Find(header.Program);
        if (AddMessage(line, program, header.Body)) return log;
        return program == ProgramKind.Kernel ? FirewallMessage.Add(line, header.Body, log) : Other(line, header, log);
    }

    static int Other(in LogLine line, in SyslogHeader header, int log)
    {
        var body = header.Body;
        var tag = header.Program;

        // "CEF:0|..." looks like a program with a colon; the message begins before it.
        if (tag.SequenceEqual("CEF"u8) || tag.SequenceEqual("LEEF"u8)) body = line.Text[(line.OffsetOf(tag) - line.Origin)..];
        if (body.IndexOf("CEF:"u8) is >= 0 and var cef && CefMessage.Add(line, body[cef..]) is { } cefLog) return cefLog;
        if (body.IndexOf("LEEF:"u8) is >= 0 and var leef && LeefMessage.Add(line, body[leef..]) is { } leefLog) return leefLog;
        if (body.StartsWith("pam_"u8)) PamMessage.Add(line, body);
        else if (tag.StartsWith("%"u8)) return Mnemonic(line, tag);
        else if (body.IndexOf((byte)'%') is >= 0 and var percent && Word(body[percent..]) is { IsEmpty: false } word) return Mnemonic(line, word);
        else if (body.IndexOf("msg=audit("u8) >= 0)
        {
            AuditFields.AddOne(line, body);
            return AuditFields.Source;
        }
        else if (PairsMessage.LooksLikeFortinet(body)) return PairsMessage.Add(line, body, out _);

        return log;
    }

    static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)':');
        if (end is < 4 or > 64) return [];
        var word = text[..end];
        var dash = word.IndexOf((byte)'-');
        return dash > 1 && dash + 2 < word.Length && (uint)(word[dash + 1] - '0') <= 7 && !word.ContainsAny(" \t"u8) ? word : [];
    }

    static int Mnemonic(in LogLine line, ReadOnlySpan<byte> tag)
    {
        line.Add(Names.Mnemonic, tag[1..]);
        var dash = tag.IndexOf((byte)'-');
        if (dash > 1 && dash + 1 < tag.Length && (uint)(tag[dash + 1] - '0') <= 7) line.Batch.Add(Names.Severity, SeverityText[tag[dash + 1] - '0']);
        return Cisco;
    }
}
