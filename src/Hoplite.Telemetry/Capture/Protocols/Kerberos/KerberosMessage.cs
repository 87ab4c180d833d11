namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>What one message of Kerberos says in the clear.</summary>
ref struct KerberosMessage
{
    /// <summary>10 and 12 ask for a first and a further ticket, 11 and 13 answer, 30 is an error.</summary>
    public int Type;

    public ReadOnlySpan<byte> Client, ClientRealm, Service, ServiceRealm;
    public long Cipher, Error;
    public bool HasCipher, Forwardable, Renewable;
    public ReadOnlySpan<byte> Till;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out KerberosMessage message)
    {
        message = default;
        var outer = new Der(bytes);
        if (!outer.Next(out var tag, out var body) || (tag & 0xE0) != 0x60) return false;
        message.Type = tag & 0x1F;
        if (!new Der(body).Enter(0x30, out var parts)) return false;
        switch (message.Type)
        {
            case 10 or 12:
                while (parts.Next(out var part, out var value))
                    if (part == 0xA4 && new Der(value).Enter(0x30, out var request)) message.Request(request);
                return true;
            case 11 or 13:
                while (parts.Next(out var part, out var value))
                {
                    if (part == 0xA3) message.ClientRealm = Text(value);
                    else if (part == 0xA4) message.Client = value;
                    else if (part == 0xA5) message.Ticket(value);
                }

                return true;
            case 30:
                while (parts.Next(out var part, out var value))
                {
                    if (part == 0xA6) message.Error = Number(value);
                    else if (part == 0xA7) message.ClientRealm = Text(value);
                    else if (part == 0xA8) message.Client = value;
                    else if (part == 0xA9) message.ServiceRealm = Text(value);
                    else if (part == 0xAA) message.Service = value;
                }

                return true;
            default: return false;
        }
    }

    /// <summary>The parts of a name with slashes between.</summary>
    public static int Write(ReadOnlySpan<byte> name, Span<byte> target)
    {
        var length = 0;
        if (!new Der(name).Enter(0x30, out var parts)) return 0;
        parts.Next(0xA0, out _);
        if (!parts.Next(0xA1, out var list) || !new Der(list).Enter(0x30, out var texts)) return 0;
        while (texts.Next(out _, out var text) && length + text.Length + 1 <= target.Length)
        {
            if (length > 0) target[length++] = (byte)'/';
            text.CopyTo(target[length..]);
            length += text.Length;
        }

        return length;
    }

    void Request(Der body)
    {
        while (body.Next(out var part, out var value))
        {
            switch (part)
            {
                case 0xA0 when new Der(value).Next(3, out var options) && options.Length >= 2:
                    Forwardable = (options[1] & 0x40) != 0;
                    Renewable = options.Length >= 3 && (options[2] & 0x80) != 0;
                    break;
                case 0xA1: Client = value; break;
                case 0xA2: ServiceRealm = Text(value); break;
                case 0xA3: Service = value; break;
                case 0xA5: Till = Text(value); break;
            }
        }
    }

    void Ticket(ReadOnlySpan<byte> value)
    {
        if (!new Der(value).Next(0x61, out var ticket) || !new Der(ticket).Enter(0x30, out var parts)) return;
        while (parts.Next(out var part, out var inner))
        {
            if (part == 0xA1) ServiceRealm = Text(inner);
            else if (part == 0xA2) Service = inner;
            else if (part == 0xA3 && new Der(inner).Enter(0x30, out var secret) && secret.Next(0xA0, out var cipher))
            {
                Cipher = Number(cipher);
                HasCipher = true;
            }
        }
    }

    static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value) => new Der(value).Next(out _, out var text) ? text : default;

    static long Number(ReadOnlySpan<byte> value) => new Der(value).Next(2, out var number) ? Der.Integer(number) : 0;
}
