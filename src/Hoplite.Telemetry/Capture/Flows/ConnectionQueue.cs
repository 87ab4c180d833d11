namespace Hoplite.Telemetry.Capture;

/// <summary>Connections in the order in which they run out of time.</summary>
sealed class ConnectionQueue(int number, long patience)
{
    public Connection? Oldest { get; private set; }

    Connection? _newest;

    /// <summary>The oldest one if it was silent for too long.</summary>
    public Connection? Expired(long now) => Oldest is { } oldest && now - oldest.Queued > patience ? oldest : null;

    public void Add(Connection connection, long now)
    {
        connection.Queue = number;
        connection.Queued = now;
        connection.Earlier = _newest;
        connection.Later = null;
        if (_newest is null) Oldest = connection;
        else _newest.Later = connection;
        _newest = connection;
    }

    public void Remove(Connection connection)
    {
        if (connection.Earlier is null) Oldest = connection.Later;
        else connection.Earlier.Later = connection.Later;
        if (connection.Later is null) _newest = connection.Earlier;
        else connection.Later.Earlier = connection.Earlier;
        connection.Earlier = connection.Later = null;
        connection.Queue = -1;
    }
}
