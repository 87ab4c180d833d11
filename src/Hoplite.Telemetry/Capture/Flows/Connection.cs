namespace Hoplite.Telemetry.Capture;

/// <summary>One connection while it lasts.</summary>
sealed class Connection(FlowKey key, long time, long position, long number)
{
    const int MaxHistory = 40;

    readonly byte[] _history = new byte[MaxHistory];
    int _historyLength;

    public FlowKey Key { get; } = key;

    public ulong Uid { get; } = UidText.Of(key, time);

    public long First { get; } = time;

    public long Position { get; } = position;

    public long Number { get; } = number;

    public long Last { get; set; } = time;

    public int Vlan { get; init; } = -1;

    public int InnerVlan { get; init; } = -1;

    /// <summary>The names of the tunnels it was seen in.</summary>
    public List<ulong>? Tunnels { get; set; }

    /// <summary>What its bytes turned out to be, in the order of their discovery.</summary>
    public List<string>? Services { get; private set; }

    public Endpoint Originator, Responder;

    /// <summary>Puts its bytes in order; null when nobody wants them any more.</summary>
    public StreamPair? Streams { get; set; }

    /// <summary>Understands its datagrams.</summary>
    public Protocols.Analyzer? Datagrams { get; set; }

    public bool DatagramsTried { get; set; }

    // Its place in one of the queues of the table.
    public Connection? Earlier, Later;
    public int Queue = -1;
    public long Queued;

    public ReadOnlySpan<byte> History => _history.AsSpan(0, _historyLength);

    /// <summary>Adds a letter; small ones are the responder's.</summary>
    public void Tell(bool fromOriginator, char letter)
    {
        if (_historyLength < MaxHistory) _history[_historyLength++] = (byte)(fromOriginator ? letter : char.ToLowerInvariant(letter));
    }

    public void AddService(string name)
    {
        Services ??= [];
        if (!Services.Contains(name, StringComparer.Ordinal) && Services.Count < 8) Services.Add(name);
    }

    public void AddTunnel(ulong uid)
    {
        Tunnels ??= [];
        if (!Tunnels.Contains(uid) && Tunnels.Count < 4) Tunnels.Add(uid);
    }
}
