namespace Hoplite.Telemetry.Text.Auth;

/// <summary>The messages of su in its common builds.</summary>
static class SuMessage
{
    public static void Add(in LogLine line, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("pam_"u8))
        {
            PamMessage.Add(line, body);
            return;
        }

        if (body.Length > 2 && body[0] is (byte)'+' or (byte)'-' && body[1] == ' ')
        {
            line.Batch.Add(Names.Action, body[0] == '+' ? "opened"u8 : "failed"u8);
            body = body[2..];
            line.Add(Names.Tty, Scan.Word(ref body));
            var colon = body.LastIndexOf((byte)':');
            if (colon < 0) return;
            line.Add(Names.User, body[..colon]);
            line.Add(Names.TargetUser, body[(colon + 1)..]);
            return;
        }

        var failed = Scan.Take(ref body, "FAILED "u8);
        var by = body.LastIndexOf(" by "u8);
        if ((Scan.Take(ref body, "Successful su for "u8) || Scan.Take(ref body, "su for "u8)) && by >= 0)
        {
            by = body.LastIndexOf(" by "u8);
            line.Batch.Add(Names.Action, failed ? "failed"u8 : "opened"u8);
            line.Add(Names.TargetUser, body[..by]);
            line.Add(Names.User, body[(by + 4)..]);
            return;
        }

        Scan.Take(ref body, "SU "u8);
        if (!Scan.Take(ref body, "(to "u8)) return;
        var close = body.IndexOf(") "u8);
        if (close < 0) return;
        line.Batch.Add(Names.Action, failed ? "failed"u8 : "opened"u8);
        line.Add(Names.TargetUser, body[..close]);
        body = body[(close + 2)..];
        var on = body.LastIndexOf(" on "u8);
        line.Add(Names.User, on < 0 ? body : body[..on]);
        if (on >= 0) line.Add(Names.Tty, body[(on + 4)..]);
    }
}
