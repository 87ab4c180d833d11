namespace Hoplite.Response.Netfilter;

/// <summary>Changes that the kernel makes as a whole or not at all (NFNL_MSG_BATCH_BEGIN to NFNL_MSG_BATCH_END).</summary>
sealed class NetlinkBatch
{
    const int BatchBegin = 0x10, BatchEnd = 0x11, Subsystem = 10, FlagRequest = 1, FlagAck = 4;

    /// <param name="generation">The generation of the ruleset that it was made for; null for any.</param>
    public NetlinkBatch(uint? generation = null)
    {
        Writer.Begin(BatchBegin, FlagRequest, 0, 0, Subsystem);
        if (generation is { } made) Writer.Put(1, made);
    }

    /// <summary>Where the attributes of the last message go.</summary>
    public NetlinkWriter Writer { get; } = new();

    /// <summary>How many messages it has, the begin not counted; also the number of the last of them.</summary>
    public uint Count { get; private set; }

    /// <summary>Begins a message of nf_tables.</summary>
    public NetlinkWriter Message(int type, int flags = 0)
    {
        Writer.Begin(Schema.Type(type), FlagRequest | flags, ++Count, Schema.Inet);
        return Writer;
    }

    /// <summary>Ends it. Answers come in the order of the messages, so the answer to the last says that all were looked at.</summary>
    public ReadOnlySpan<byte> Seal()
    {
        Writer.Flag(FlagAck);
        Writer.Begin(BatchEnd, FlagRequest, Count + 1, 0, Subsystem);
        Writer.End();
        return Writer.Written;
    }
}
