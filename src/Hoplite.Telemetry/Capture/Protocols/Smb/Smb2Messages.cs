using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The messages of SMB 2 and 3 as far as they are not encrypted.</summary>
sealed class Smb2Messages(SmbState state)
{
    const int MaxOpen = 256, Header = 64, MaxChain = 64;

    readonly Dictionary<ulong, Asked> _asked = [];

    /// <summary>Takes one message; several may be chained in it.</summary>
    public void Message(ReadOnlySpan<byte> bytes)
    {
        UInt128 lastFile = 0;
        for (var i = 0; i < MaxChain && bytes.Length >= Header + 4 && bytes[0] == 0xFE; i++)
        {
            var next = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]);
            var one = next >= Header && next < bytes.Length ? bytes[..(int)next] : bytes;
            var command = BinaryPrimitives.ReadUInt16LittleEndian(one[12..]);
            var id = BinaryPrimitives.ReadUInt64LittleEndian(one[24..]);
            if ((one[16] & 1) == 0) Request(command, id, one, ref lastFile);
            else Response(command, id, one, ref lastFile);
            if (one.Length == bytes.Length) break;
            bytes = bytes[one.Length..];
        }
    }

    void Request(int command, ulong id, ReadOnlySpan<byte> m, ref UInt128 lastFile)
    {
        var tree = U32(m, 36);
        byte[] name = [];
        UInt128 file = 0;
        switch (command)
        {
            case 1: state.Ntlm.See(m); break;
            case 3 when m.Length >= 72: name = SmbState.Text(Part(m, U16(m, 68), U16(m, 70))); break;
            case 5 when m.Length >= 112:
                name = SmbState.Text(Part(m, U16(m, 108), U16(m, 110)));
                if ((U32(m, 104) & 0x1000) != 0) file = 1;
                break;
            case 6 when m.Length >= 88: file = File(m, 72, lastFile); break;
            case 8 when m.Length >= 96: file = File(m, 80, lastFile); break;
            case 9 when m.Length >= 96:
                file = File(m, 80, lastFile);
                state.Piped(file, true, Part(m, U16(m, 66), U32(m, 68)));
                break;
            case 11 when m.Length >= 100:
                file = File(m, 72, lastFile);
                if (U32(m, 68) == 0x0011C017) state.Piped(file, true, Part(m, U32(m, 88), U32(m, 92)));
                break;
            case 17 when m.Length >= 96:
                file = File(m, 80, lastFile);
                var buffer = Part(m, U16(m, 72), U32(m, 68));
                if (m[66] == 1 && m[67] == 13 && buffer.Length > 0 && buffer[0] != 0) state.Deleted(file);
                if (m[66] == 1 && m[67] == 10 && buffer.Length >= 20) state.Renamed(file, SmbState.Text(Part(buffer, 20, U32(buffer, 16))));
                break;
            default: return;
        }

        lastFile = file;
        if (_asked.Count >= MaxOpen) _asked.Clear();
        _asked[id] = new Asked(command, tree, name, file);
    }

    void Response(int command, ulong id, ReadOnlySpan<byte> m, ref UInt128 lastFile)
    {
        var status = U32(m, 8);
        if (status == 0x103 || !_asked.Remove(id, out var asked) || asked.Command != command) return;
        if (command == 1)
        {
            state.Ntlm.See(m);
            if (status != 0xC0000016) state.Ntlm.Write(status == 0);
            return;
        }

        if (status != 0 && !(status == 0x80000005 && command is 8 or 11)) return;
        switch (command)
        {
            case 3 when m.Length >= 68: state.Connected(U32(m, 36), asked.Name, m[66] switch { 1 => "DISK"u8, 2 => "PIPE"u8, 3 => "PRINT"u8, _ => default }); break;
            case 5 when m.Length >= 144:
                lastFile = BinaryPrimitives.ReadUInt128LittleEndian(m[128..]);
                state.Opened(lastFile, asked.Tree, asked.Name, (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(m[112..]), long.MaxValue));
                if (asked.File == 1) state.Deleted(lastFile);
                break;
            case 6: state.Closed(asked.File == UInt128.MaxValue ? lastFile : asked.File); break;
            case 8 when m.Length >= 72: state.Piped(asked.File, false, Part(m, m[66], U32(m, 68))); break;
            case 11 when m.Length >= 112 && U32(m, 68) == 0x0011C017: state.Piped(asked.File, false, Part(m, U32(m, 96), U32(m, 100))); break;
        }
    }

    // A chained request means the file of the one before it by a number of all ones.
    static UInt128 File(ReadOnlySpan<byte> m, int at, UInt128 last)
    {
        var id = BinaryPrimitives.ReadUInt128LittleEndian(m[at..]);
        return id == UInt128.MaxValue && last > 1 ? last : id;
    }

    static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> m, uint start, uint length) =>
        start >= m.Length ? default : m.Slice((int)start, (int)Math.Min(length, m.Length - start));

    static ushort U16(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadUInt16LittleEndian(m[at..]);

    static uint U32(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadUInt32LittleEndian(m[at..]);

    /// <summary>A request without an answer yet.</summary>
    readonly record struct Asked(int Command, uint Tree, byte[] Name, UInt128 File);
}
