namespace Hoplite.Telemetry.Capture;

/// <summary>How far one side of a TCP connection has come, in the terms of Zeek.</summary>
enum EndState : byte
{
    Inactive, SynSent, SynAckSent, Partial, Established, Closed, Reset,
}

/// <summary>Events of one side that its history tells once.</summary>
[Flags]
enum Told : ushort
{
    None = 0, Syn = 1, Fin = 2, Rst = 4, Data = 8, Ack = 16, Multi = 32,
}

/// <summary>One side of a connection.</summary>
struct Endpoint
{
    public EndState State, Before;
    public Told Told;
    public bool Started, SynSeen, FinSeen, Active;
    public uint Start, LastSyn, LastFin, LastRst;
    public int Retransmits, ZeroWindows, Gaps;

    /// <summary>The furthest place reached in the sequence numbers, from the start.</summary>
    public long Reach;

    /// <summary>Bytes of the stream that were seen.</summary>
    public long Seen;

    public long Packets, IpBytes, PayloadBytes;

    /// <summary>What a sequence number stands for when the numbers do not start over.</summary>
    public readonly long Unwrap(uint sequence) => Reach + (int)(sequence - (uint)(Start + Reach));

    /// <summary>Bytes sent, by the sequence numbers.</summary>
    public readonly long Size => Math.Max(0, Reach - (SynSeen ? 1 : 0) - (FinSeen ? 1 : 0));

    public void Become(EndState state)
    {
        Before = State;
        State = state;
    }
}
