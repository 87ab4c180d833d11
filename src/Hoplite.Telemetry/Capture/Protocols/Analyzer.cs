namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Understands what is said in one connection and writes it down.</summary>
abstract class Analyzer(Connection connection, LogWriter log)
{
    /// <summary>It wants no more.</summary>
    public bool Done { get; protected set; }

    /// <summary>What follows is another protocol.</summary>
    public bool Changes { get; protected set; }

    protected Connection Connection => connection;

    protected LogWriter Log => log;

    /// <summary>Bytes in order, or one datagram; never throws whatever they are.</summary>
    public abstract void Data(bool fromOriginator, ReadOnlySpan<byte> data);

    /// <summary>Bytes are missing from the stream.</summary>
    public virtual void Gap(bool fromOriginator, long length) => Done = true;

    /// <summary>Nothing more will come: write what was not written yet.</summary>
    public virtual void Finish()
    {
    }
}
