namespace Hoplite.Telemetry.Text.Auth;

/// <summary>The messages of sudo: <c>USER : what happened ; TTY=… ; PWD=… ; USER=… ; COMMAND=…</c></summary>
static class SudoMessage
{
    public static void Add(in LogLine line, ReadOnlySpan<byte> body)
    {
        body = body.TrimStart((byte)' ');
        if (body.StartsWith("pam_"u8))
        {
            PamMessage.Add(line, body);
            return;
        }

        var colon = body.IndexOf(" : "u8);
        if (colon < 0) return;
        line.Add(Names.User, body[..colon]);
        var rest = body[(colon + 3)..];
        var tty = rest.IndexOf("TTY="u8);
        var said = tty < 0 ? rest : rest[..tty];
        line.Batch.Add(
            Names.Action,
            said.IndexOf("NOT in sudoers"u8) >= 0 || said.IndexOf("not allowed"u8) >= 0 || said.IndexOf("NOT authorized"u8) >= 0 ? "not_allowed"u8
            : said.IndexOf("incorrect password"u8) >= 0 || said.IndexOf("password is required"u8) >= 0 || said.IndexOf("authentication"u8) >= 0 ? "auth_failure"u8
            : "command"u8);
        Part(line, Names.Tty, rest, "TTY="u8);
        Part(line, Names.Pwd, rest, "PWD="u8);
        Part(line, Names.TargetUser, rest, "USER="u8);

        // The command is last and may hold semicolons of its own.
        var command = rest.IndexOf("COMMAND="u8);
        if (command >= 0) line.Add(Names.Command, rest[(command + 8)..]);
    }

    static void Part(in LogLine line, int name, ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        var command = text.IndexOf("COMMAND="u8);
        if (command >= 0) text = text[..command];
        var at = text.IndexOf(key);
        if (at < 0) return;
        text = text[(at + key.Length)..];
        var end = text.IndexOf(" ;"u8);
        line.Add(name, end < 0 ? text : text[..end]);
    }
}
