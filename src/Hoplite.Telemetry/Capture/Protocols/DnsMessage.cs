using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The header and the first question of a DNS message.</summary>
/// <param name="Id">The number that answers repeat.</param>
/// <param name="Flags">Bits and codes of the header.</param>
/// <param name="Type">The type asked for.</param>
/// <param name="Class">The class asked for.</param>
/// <param name="Questions">The number of questions.</param>
/// <param name="Answers">The number of answers.</param>
/// <param name="Others">The number of records that are no answers.</param>
/// <param name="AnswersAt">Where the answers begin.</param>
readonly record struct DnsMessage(ushort Id, ushort Flags, ushort Type, ushort Class, int Questions, int Answers, int Others, int AnswersAt)
{
    public bool IsResponse => (Flags & 0x8000) != 0;

    public int Opcode => (Flags >> 11) & 15;

    public int Code => Flags & 15;

    /// <summary>Reads a message; the name asked for goes to <paramref name="name"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, Span<byte> name, out int nameLength, out DnsMessage message)
    {
        message = default;
        nameLength = 0;
        if (bytes.Length < 12) return false;
        int questions = U16(bytes, 4), answers = U16(bytes, 6);
        var at = 12;
        ushort type = 0, kind = 0;
        Span<byte> other = stackalloc byte[DnsName.MaxText];
        for (var i = 0; i < questions; i++)
        {
            at = i == 0 ? DnsName.Read(bytes, at, name, out nameLength) : DnsName.Read(bytes, at, other, out _);
            if (at < 0 || at + 4 > bytes.Length || i > 32) return false;
            if (i == 0) (type, kind) = (U16(bytes, at), U16(bytes, at + 2));
            at += 4;
        }

        message = new DnsMessage(U16(bytes, 0), U16(bytes, 2), type, kind, questions, answers, U16(bytes, 8) + U16(bytes, 10), at);
        return true;
    }

    /// <summary>Whether bytes on a port that says nothing look like a message all the same.</summary>
    public static bool Looks(ReadOnlySpan<byte> bytes)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxText];
        return bytes.Length >= 17 && TryParse(bytes, name, out var length, out var m) && m.Questions == 1 && m.Opcode is 0 or 4 or 5 && (m.Flags & 0x40) == 0
            && length > 0 && m.Answers <= 64 && m.Others <= 64 && DnsCodes.IsType(m.Type) && (m.Class & 0x7FFF) is 1 or 3 or 255
            && name[..length].IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && (m.IsResponse || m.Answers == 0);
    }

    static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
