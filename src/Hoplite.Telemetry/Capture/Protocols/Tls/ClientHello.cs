using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>What a client says first. The parts lie in the message they were read from.</summary>
readonly ref struct ClientHello
{
    public ushort Legacy { get; private init; }

    public ReadOnlySpan<byte> Session { get; private init; }

    public ReadOnlySpan<byte> Ciphers { get; private init; }

    public ReadOnlySpan<byte> Extensions { get; private init; }

    public ReadOnlySpan<byte> ServerName { get; private init; }

    public ReadOnlySpan<byte> Groups { get; private init; }

    public ReadOnlySpan<byte> PointFormats { get; private init; }

    public ReadOnlySpan<byte> Signatures { get; private init; }

    /// <summary>The first application protocol offered.</summary>
    public ReadOnlySpan<byte> Application { get; private init; }

    /// <summary>The highest version offered.</summary>
    public ushort Version { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> body, out ClientHello hello)
    {
        hello = default;
        if (body.Length < 38) return false;
        var legacy = U16(body);
        var rest = body[34..];
        if (!Take8(ref rest, out var session) || !Take16(ref rest, out var ciphers)) return false;
        if (!Take8(ref rest, out _)) return false;
        var extensions = rest.Length >= 2 && Take16(ref rest, out var all) ? all : default;
        ReadOnlySpan<byte> name = default, groups = default, formats = default, signatures = default, application = default;
        var version = legacy;
        var left = extensions;
        while (TlsExtensions.Next(ref left, out var type, out var data))
        {
            switch (type)
            {
                case 0 when data.Length > 5 && data[2] == 0 && U16(data[3..]) is var length && 5 + length <= data.Length: name = data.Slice(5, length); break;
                case 10 when data.Length > 2: groups = data[2..]; break;
                case 11 when data.Length > 1: formats = data[1..]; break;
                case 13 when data.Length > 2: signatures = data[2..]; break;
                case 16 when data.Length > 3 && 3 + data[2] <= data.Length: application = data.Slice(3, data[2]); break;
                case 43 when data.Length > 2: version = Highest(data[1..], version); break;
            }
        }

        hello = new ClientHello
        {
            Legacy = legacy, Session = session, Ciphers = ciphers, Extensions = extensions, ServerName = name, Groups = groups, PointFormats = formats,
            Signatures = signatures, Application = application, Version = version,
        };
        return true;
    }

    static ushort Highest(ReadOnlySpan<byte> versions, ushort fallback)
    {
        ushort best = 0;
        for (; versions.Length >= 2; versions = versions[2..])
            if (U16(versions) is var v && !TlsExtensions.IsGrease(v) && v > best) best = v;
        return best == 0 ? fallback : best;
    }

    static bool Take8(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (rest.IsEmpty || rest.Length < 1 + rest[0]) return false;
        part = rest.Slice(1, rest[0]);
        rest = rest[(1 + part.Length)..];
        return true;
    }

    static bool Take16(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (rest.Length < 2 || rest.Length < 2 + U16(rest)) return false;
        part = rest.Slice(2, U16(rest));
        rest = rest[(2 + part.Length)..];
        return true;
    }

    static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
