using System.Buffers;

namespace Hoplite.Server.Listeners.Syslog;

/// <summary>Messages of one sender, one a line, gathered into one delivery. A line feed within a message is written as <c>#012</c>, as rsyslog does.</summary>
sealed class MessageBlock
{
    readonly ArrayBufferWriter<byte> _lines = new(16 << 10);

    /// <summary>How many messages.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes.</summary>
    public int Length => _lines.WrittenCount;

    /// <summary>Adds a message.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        message = message.TrimEnd("\r\n\0"u8);
        if (message.IsEmpty) return;
        while (message.IndexOf((byte)'\n') is >= 0 and var feed)
        {
            _lines.Write(message[..feed]);
            _lines.Write("#012"u8);
            message = message[(feed + 1)..];
        }

        _lines.Write(message);
        _lines.Write("\n"u8);
        Count++;
    }

    /// <summary>Takes the lines out.</summary>
    public byte[] Take()
    {
        var taken = _lines.WrittenSpan.ToArray();
        _lines.ResetWrittenCount();
        Count = 0;
        return taken;
    }
}
