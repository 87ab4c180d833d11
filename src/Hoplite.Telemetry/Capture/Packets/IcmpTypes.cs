namespace Hoplite.Telemetry.Capture;

/// <summary>Which message of ICMP answers which; both then belong to one connection.</summary>
static class IcmpTypes
{
    public static (ushort Type, ushort Other) Ports(byte protocol, byte type, byte code)
    {
        int other = protocol == 1
            ? type switch { 8 => 0, 0 => 8, 13 => 14, 14 => 13, 15 => 16, 16 => 15, 17 => 18, 18 => 17, 9 => 10, 10 => 9, _ => -1 }
            : type switch { 128 => 129, 129 => 128, 130 => 131, 131 => 130, 133 => 134, 134 => 133, 135 => 136, 136 => 135, 139 => 140, 140 => 139, 144 => 145, 145 => 144, _ => -1 };
        return (type, (ushort)(other < 0 ? code : other));
    }
}
