namespace Hoplite.Telemetry.Text.Auth;

/// <summary>The messages of PAM modules, within whatever program loaded them.</summary>
static class PamMessage
{
    public static void Add(in LogLine line, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("pam_"u8) && body.IndexOf("): "u8) is > 0 and var head)
        {
            line.Add(Names.Module, body[..(head + 1)]);
            body = body[(head + 3)..];
        }

        var session = body.StartsWith("session opened"u8) ? 14 : body.StartsWith("session closed"u8) ? 14 : 0;
        if (session > 0)
        {
            line.Batch.Add(Names.Action, body[8] == 'o' ? "session_opened"u8 : "session_closed"u8);
            body = body[session..];
            if (!Scan.Take(ref body, " for user "u8)) return;
            var user = Scan.Word(ref body);
            var id = user.IndexOf("(uid="u8);
            line.Add(Names.User, id > 0 ? user[..id] : user);
            return;
        }

        if (body.IndexOf("uthentication failure"u8) < 0) return;
        line.Batch.Add(Names.Action, "failed"u8);
        var semicolon = body.IndexOf((byte)';');
        if (semicolon < 0) return;
        body = body[(semicolon + 1)..];
        while (!body.IsEmpty)
        {
            body = body.TrimStart((byte)' ');
            var word = Scan.Word(ref body);
            var equals = word.IndexOf((byte)'=');
            if (equals <= 0 || equals > 32) continue;
            var value = word[(equals + 1)..];
            if (value.IsEmpty) continue;
            line.Add(FieldTable.Intern(word[..equals]), value);
            if (word.StartsWith("rhost="u8) && Scan.IsAddress(value)) line.Add(Names.SourceIp, value);
        }
    }
}
