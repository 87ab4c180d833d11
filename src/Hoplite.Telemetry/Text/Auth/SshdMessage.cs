namespace Hoplite.Telemetry.Text.Auth;

/// <summary>The messages of the OpenSSH server.</summary>
static class SshdMessage
{
    public static void Add(in LogLine line, ReadOnlySpan<byte> body)
    {
        if (body.Length < 4) return;
        switch (body[0])
        {
            case (byte)'F' when Scan.Take(ref body, "Failed "u8):
                Attempt(line, body, "failed"u8);
                return;
            case (byte)'A' when Scan.Take(ref body, "Accepted "u8):
                Attempt(line, body, "accepted"u8);
                return;
            case (byte)'I' when Scan.Take(ref body, "Invalid user "u8):
                line.Batch.Add(Names.Action, "invalid_user"u8);
                UserFrom(line, body);
                return;
            case (byte)'i' when Scan.Take(ref body, "input_userauth_request: invalid user "u8):
                line.Batch.Add(Names.Action, "invalid_user"u8);
                if (body.EndsWith(" [preauth]"u8)) body = body[..^10];
                line.Add(Names.User, body);
                return;
            case (byte)'R' when Scan.Take(ref body, "Received disconnect from "u8):
            case (byte)'C' when Scan.Take(ref body, "Connection closed by "u8) || Scan.Take(ref body, "Connection reset by "u8):
            case (byte)'D' when Scan.Take(ref body, "Disconnected from "u8) || Scan.Take(ref body, "Disconnecting "u8):
                line.Batch.Add(Names.Action, "disconnect"u8);
                Peer(line, body);
                return;
            case (byte)'U' when Scan.Take(ref body, "User "u8):
                var reason = body.IndexOf(" not allowed because"u8);
                if (reason < 0) return;
                line.Batch.Add(Names.Action, "failed"u8);
                UserFrom(line, body[..reason]);
                return;
            case (byte)'m' when Scan.Take(ref body, "message repeated "u8):
                line.Add(Names.Repeated, Scan.Word(ref body));
                var inner = body.IndexOf("[ "u8);
                if (inner >= 0 && !body[(inner + 2)..].StartsWith("message repeated"u8)) Add(line, body[(inner + 2)..].TrimEnd((byte)']'));
                return;
            case (byte)'p' when body.StartsWith("pam_"u8):
            case (byte)'P' when body.StartsWith("PAM "u8):
                PamMessage.Add(line, body);
                return;
            case (byte)'e' when Scan.Take(ref body, "error: "u8):
            case (byte)'f' when Scan.Take(ref body, "fatal: "u8):
                line.Batch.Add(Names.Action, "error"u8);
                if (Scan.Take(ref body, "PAM: "u8))
                {
                    var whom = body.IndexOf(" for "u8);
                    if (whom >= 0) UserFrom(line, body[(whom + 5)..]);
                    return;
                }

                if (Scan.Take(ref body, "maximum authentication attempts exceeded for "u8))
                {
                    Scan.Take(ref body, "invalid user "u8);
                    UserFrom(line, body);
                    return;
                }

                break;
            case (byte)'r' when body.StartsWith("reverse mapping"u8):
                line.AddIfAny(Names.SourceIp, Scan.Between(body, "["u8, "]"u8));
                return;
        }

        var from = body.LastIndexOf(" from "u8);
        if (from < 0) from = body.LastIndexOf(" with "u8);
        if (from >= 0) Address(line, body[(from + 6)..]);
    }

    // password for [invalid user ]NAME from ADDRESS port PORT ssh2: the name may hold anything, so the end is found first.
    static void Attempt(in LogLine line, ReadOnlySpan<byte> body, ReadOnlySpan<byte> action)
    {
        line.Batch.Add(Names.Action, action);
        line.Add(Names.Method, Scan.Word(ref body));
        if (!Scan.Take(ref body, "for "u8)) return;
        Scan.Take(ref body, "invalid user "u8);
        UserFrom(line, body);
    }

    static void UserFrom(in LogLine line, ReadOnlySpan<byte> body)
    {
        var from = body.LastIndexOf(" from "u8);
        if (from < 0)
        {
            if (Scan.Take(ref body, "from "u8)) Address(line, body);
            else line.Add(Names.User, body);
            return;
        }

        line.Add(Names.User, body[..from]);
        Address(line, body[(from + 6)..]);
    }

    static void Peer(in LogLine line, ReadOnlySpan<byte> body)
    {
        if (Scan.Take(ref body, "invalid user "u8) || Scan.Take(ref body, "authenticating user "u8) || Scan.Take(ref body, "user "u8))
        {
            var port = body.LastIndexOf(" port "u8);
            var end = port < 0 ? body.Length : port;
            var blank = body[..end].LastIndexOf((byte)' ');
            if (blank < 0) return;
            line.Add(Names.User, body[..blank]);
            body = body[(blank + 1)..];
        }

        Address(line, body);
    }

    static void Address(in LogLine line, ReadOnlySpan<byte> body)
    {
        var address = Scan.Word(ref body).TrimEnd(":,"u8);
        if (!Scan.IsAddress(address) && !body.StartsWith("port "u8))
        {
            // Old servers write the reason right behind the address: 1.2.3.4: 11: Bye
            var colon = address.IndexOf((byte)':');
            if (colon < 0 || !Scan.IsAddress(address[..colon])) return;
            address = address[..colon];
        }

        line.Add(Names.SourceIp, address);
        if (!Scan.Take(ref body, "port "u8)) return;
        var digits = body.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        line.AddIfAny(Names.SourcePort, digits < 0 ? body : body[..digits]);
    }
}
