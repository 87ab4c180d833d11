using System.Buffers;

namespace Hoplite.Server.Listeners.Syslog;

/// <summary>Cuts a TCP stream into syslog messages: octet counting and non-transparent framing, told apart message by message (RFC 6587 §3.4).</summary>
public static class SyslogFraming
{
    /// <summary>The longest message, bytes; RFC 5425 asks for at least 8,192.</summary>
    public const int MaxMessage = 64 << 10;

    /// <summary>Takes the next message off the front of what has arrived.</summary>
    /// <param name="buffer">What has arrived; begins behind the message afterwards.</param>
    /// <param name="message">The message without its frame.</param>
    /// <returns>Whether there was a whole message.</returns>
    /// <exception cref="InvalidDataException">The stream cannot be a syslog stream; the connection has to be closed.</exception>
    public static bool TryTake(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message)
    {
        message = default;
        var reader = new SequenceReader<byte>(buffer);
        reader.AdvancePastAny((byte)'\n', (byte)0, (byte)'\r');
        if (!reader.TryPeek(out var first))
        {
            buffer = buffer.Slice(reader.Position);
            return false;
        }

        return first is >= (byte)'1' and <= (byte)'9' && TryCounted(ref reader, ref buffer, ref message, out var isWhole) ? isWhole : TryLine(ref reader, ref buffer, ref message);
    }

    // A number, a space, "<": nothing else begins like this, since a message begins with its priority.
    static bool TryCounted(ref SequenceReader<byte> reader, ref ReadOnlySequence<byte> buffer, ref ReadOnlySequence<byte> message, out bool isWhole)
    {
        isWhole = false;
        var probe = reader;
        var length = 0;
        while (probe.TryRead(out var digit))
        {
            if (digit == (byte)' ')
            {
                if (probe.TryPeek(out var next) && next != (byte)'<') return false;
                if (length > MaxMessage) throw new InvalidDataException($"a message of {length} bytes was announced; {MaxMessage} are taken");
                if (probe.Remaining < length) return true;
                message = probe.UnreadSequence.Slice(0, length);
                buffer = probe.UnreadSequence.Slice(length);
                return isWhole = true;
            }

            if (digit is < (byte)'0' or > (byte)'9' || (length = length * 10 + digit - '0') > 10_000_000) return false;
        }

        return true;
    }

    static bool TryLine(ref SequenceReader<byte> reader, ref ReadOnlySequence<byte> buffer, ref ReadOnlySequence<byte> message)
    {
        var rest = reader.UnreadSequence;
        if (reader.TryReadToAny(out ReadOnlySequence<byte> line, "\n\0"u8, advancePastDelimiter: true))
        {
            if (line.Length > MaxMessage) throw new InvalidDataException($"a message longer than {MaxMessage} bytes");
            message = line;
            buffer = reader.UnreadSequence;
            return true;
        }

        if (rest.Length > MaxMessage) throw new InvalidDataException($"a message longer than {MaxMessage} bytes");
        buffer = rest;
        return false;
    }
}
