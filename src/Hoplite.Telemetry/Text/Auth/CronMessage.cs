namespace Hoplite.Telemetry.Text.Auth;

/// <summary>The messages of cron: <c>(USER) CMD (COMMAND)</c> and the like.</summary>
static class CronMessage
{
    public static void Add(in LogLine line, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("pam_"u8))
        {
            PamMessage.Add(line, body);
            return;
        }

        if (!Scan.Take(ref body, "("u8)) return;
        var close = body.IndexOf(") "u8);
        if (close < 0) return;
        line.Add(Names.User, body[..close]);
        body = body[(close + 2)..];
        if (Scan.Take(ref body, "CMD ("u8)) line.Add(Names.Command, body.EndsWith(")"u8) ? body[..^1] : body);
        else line.Add(Names.Action, Scan.Word(ref body));
    }
}
