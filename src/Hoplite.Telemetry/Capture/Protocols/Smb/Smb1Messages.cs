using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The messages of SMB 1.</summary>
sealed class Smb1Messages(SmbState state)
{
    const int MaxOpen = 256, Header = 32;

    readonly Dictionary<uint, Asked> _asked = [];

    public void Message(ReadOnlySpan<byte> m)
    {
        if (m.Length < Header + 3) return;
        var words = m[Header] * 2;
        if (m.Length < Header + 1 + words + 2) return;
        var id = U16(m, 26) | (uint)U16(m, 30) << 16;
        var w = m.Slice(Header + 1, words);
        var bytesAt = Header + 1 + words + 2;
        if ((m[9] & 0x80) == 0) Request(m[4], id, m, w, bytesAt);
        else Response(m[4], id, m, w);
    }

    void Request(byte command, uint id, ReadOnlySpan<byte> m, ReadOnlySpan<byte> w, int bytesAt)
    {
        var tree = (uint)U16(m, 24);
        byte[] name = [];
        UInt128 file = 0;
        switch (command)
        {
            case 0x73: state.Ntlm.See(m); break;
            case 0x75 when w.Length >= 8: name = Text(m, bytesAt + U16(w, 6)); break;
            case 0xA2 when w.Length >= 48: name = Text(m, bytesAt); break;
            case 0x06: name = Text(m, bytesAt + 1); break;
            case 0x04 when w.Length >= 2: file = U16(w, 0); break;
            case 0x2E when w.Length >= 6: file = U16(w, 4); break;
            case 0x2F when w.Length >= 24:
                file = U16(w, 4);
                state.Piped(file, true, Part(m, U16(w, 22), U16(w, 20)));
                break;
            case 0x25 when w.Length >= 32 && U16(w, 28) == 0x26:
                file = U16(w, 30);
                state.Piped(file, true, Part(m, U16(w, 24), U16(w, 22)));
                break;
            default: return;
        }

        if (_asked.Count >= MaxOpen) _asked.Clear();
        _asked[id] = new Asked(command, tree, name, file);
    }

    void Response(byte command, uint id, ReadOnlySpan<byte> m, ReadOnlySpan<byte> w)
    {
        var status = BinaryPrimitives.ReadUInt32LittleEndian(m[5..]);
        if (!_asked.Remove(id, out var asked) || asked.Command != command) return;
        if (command == 0x73)
        {
            state.Ntlm.See(m);
            if (status != 0xC0000016) state.Ntlm.Write(status == 0);
            return;
        }

        if (status != 0 && status != 0x80000005) return;
        switch (command)
        {
            case 0x75: state.Connected(U16(m, 24), asked.Name, asked.Name.AsSpan().EndsWith("IPC$"u8) ? "PIPE"u8 : "DISK"u8); break;
            case 0xA2 when w.Length >= 63: state.Opened(U16(w, 5), asked.Tree, asked.Name, Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(w[55..]))); break;
            case 0x06: state.Deleted(asked.Tree, asked.Name); break;
            case 0x04: state.Closed(asked.File); break;
            case 0x2E when w.Length >= 14: state.Piped(asked.File, false, Part(m, U16(w, 12), U16(w, 10))); break;
            case 0x25 when w.Length >= 16: state.Piped(asked.File, false, Part(m, U16(w, 14), U16(w, 12))); break;
        }
    }

    // Texts of 16 bits lie at even places of the message.
    static byte[] Text(ReadOnlySpan<byte> m, int at)
    {
        if (at >= m.Length) return [];
        if ((U16(m, 10) & 0x8000) == 0)
        {
            var narrow = m[at..];
            var stop = narrow.IndexOf((byte)0);
            return (stop < 0 ? narrow : narrow[..stop]).ToArray();
        }

        var wide = m[Math.Min(m.Length, at + (at & 1))..];
        var end = 0;
        while (end + 1 < wide.Length && (wide[end] | wide[end + 1]) != 0) end += 2;
        return SmbState.Text(wide[..end]);
    }

    static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> m, int start, int length) => start >= m.Length ? default : m.Slice(start, Math.Min(length, m.Length - start));

    static ushort U16(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadUInt16LittleEndian(m[at..]);

    /// <summary>A request without an answer yet.</summary>
    readonly record struct Asked(byte Command, uint Tree, byte[] Name, UInt128 File);
}
