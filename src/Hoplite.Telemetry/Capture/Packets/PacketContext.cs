namespace Hoplite.Telemetry.Capture;

/// <summary>What is known of the packet at hand before its addresses are.</summary>
sealed class PacketContext
{
    public long Time { get; set; }

    public int Vlan { get; set; } = -1;

    public int InnerVlan { get; set; } = -1;

    /// <summary>How many tunnels were opened to get here.</summary>
    public int Depth { get; set; }

    /// <summary>The innermost tunnel; 0 for none.</summary>
    public ulong Tunnel { get; set; }

    /// <summary>How many headers of the link layer were opened to get here.</summary>
    public int Layers { get; set; }

    public void Clear(long time)
    {
        Layers = 0;
        Time = time;
        Vlan = InnerVlan = -1;
        Depth = 0;
        Tunnel = 0;
    }
}
