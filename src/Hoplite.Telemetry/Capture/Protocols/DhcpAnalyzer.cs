using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>DHCP: one row for each message.</summary>
sealed class DhcpAnalyzer(Connection connection, LogWriter log) : Analyzer(connection, log)
{
    const int OptionsAt = 240;

    static readonly int Row = LogNames.Source("dhcp");
    static readonly int ClientAddress = LogNames.Of("client_addr"), ServerAddress = LogNames.Of("server_addr"), Mac = LogNames.Of("mac"), HostName = LogNames.Of("host_name");
    static readonly int Domain = LogNames.Of("domain"), Requested = LogNames.Of("requested_addr"), Assigned = LogNames.Of("assigned_addr"), Lease = LogNames.Of("lease_time");
    static readonly int Types = LogNames.Of("msg_types"), Software = LogNames.Of("client_software");

    public static bool Looks(ReadOnlySpan<byte> data) =>
        data.Length > OptionsAt && data[0] is 1 or 2 && data.Slice(236, 4).SequenceEqual((ReadOnlySpan<byte>)[0x63, 0x82, 0x53, 0x63]);

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (!Looks(data)) return;
        Connection.AddService("dhcp");
        Log.Begin(Connection, Log.Now);
        Address(ClientAddress, data[12..]);
        Hardware(data);
        if (data[0] == 2) Address(Assigned, data[16..]);
        var rest = data[OptionsAt..];
        while (rest.Length >= 2 && rest[0] != 0xFF)
        {
            if (rest[0] == 0)
            {
                rest = rest[1..];
                continue;
            }

            if (rest.Length < 2 + rest[1]) break;
            Option(rest[0], rest.Slice(2, rest[1]));
            rest = rest[(2 + rest[1])..];
        }

        Log.End(Row);
    }

    void Option(byte code, ReadOnlySpan<byte> value)
    {
        switch (code)
        {
            case 12: Log.Text(HostName, value.TrimEnd((byte)0)); break;
            case 15: Log.Text(Domain, value.TrimEnd((byte)0)); break;
            case 50 when value.Length == 4: Address(Requested, value); break;
            case 51 when value.Length == 4: Log.Seconds(Lease, BinaryPrimitives.ReadUInt32BigEndian(value) * TimeSpan.TicksPerSecond); break;
            case 53 when value.Length == 1:
                Log.Text(Types, value[0] switch { 1 => "DISCOVER"u8, 2 => "OFFER"u8, 3 => "REQUEST"u8, 4 => "DECLINE"u8, 5 => "ACK"u8, 6 => "NAK"u8, 7 => "RELEASE"u8, 8 => "INFORM"u8, _ => default });
                break;
            case 54 when value.Length == 4: Address(ServerAddress, value); break;
            case 60: Log.Text(Software, value); break;
        }
    }

    void Address(int name, ReadOnlySpan<byte> value)
    {
        var address = BinaryPrimitives.ReadUInt32BigEndian(value);
        if (address != 0) Log.Address(name, ((UInt128)0xFFFF << 32) | address);
    }

    void Hardware(ReadOnlySpan<byte> data)
    {
        if (data[2] != 6) return;
        Span<byte> text = stackalloc byte[17];
        for (var i = 0; i < 6; i++)
        {
            Convert.TryToHexStringLower(data.Slice(28 + i, 1), text[(i * 3)..], out _);
            if (i < 5) text[i * 3 + 2] = (byte)':';
        }

        Log.Text(Mac, text);
    }
}
