using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Capture;

/// <summary>The connections that are followed. Each is written when it has ended, was silent for too long, or must make room.</summary>
sealed class ConnectionTable(int capacity, Action<Connection> ended)
{
    /// <summary>The queues, with the patience Zeek has.</summary>
    public const int Datagrams = 0, Open = 1, Attempts = 2, Closing = 3;

    readonly Dictionary<FlowKey, Connection> _byKey = new(new FlowKeyComparer());
    readonly ConnectionQueue[] _queues =
    [
        new(Datagrams, 60 * TimeSpan.TicksPerSecond), new(Open, 300 * TimeSpan.TicksPerSecond),
        new(Attempts, 5 * TimeSpan.TicksPerSecond), new(Closing, 5 * TimeSpan.TicksPerSecond),
    ];

    long _now;

    public Connection? Find(in FlowKey key) => _byKey.GetValueOrDefault(key);

    public void Add(Connection connection, int queue)
    {
        if (_byKey.Count >= capacity) Remove(Longest());
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, connection.Key, out var there);
        if (there) return;
        place = connection;
        _queues[queue].Add(connection, _now);
    }

    /// <summary>The connection had a packet.</summary>
    public void Touch(Connection connection, int queue)
    {
        // An attempt that is repeated gets no more time.
        if (queue == Attempts && connection.Queue == Attempts) return;
        if (queue == connection.Queue && connection.Later is null)
        {
            connection.Queued = _now;
            return;
        }

        _queues[connection.Queue].Remove(connection);
        _queues[queue].Add(connection, _now);
    }

    /// <summary>Time went on: those that were silent for too long have ended.</summary>
    public void Advance(long now)
    {
        if (now > _now) _now = now;
        foreach (var queue in _queues)
            while (queue.Expired(_now) is { } connection) Remove(connection);
    }

    public void Remove(Connection connection)
    {
        if (connection.Queue < 0) return;
        _queues[connection.Queue].Remove(connection);
        _byKey.Remove(connection.Key);
        ended(connection);
    }

    /// <summary>The capture has ended, and with it all connections.</summary>
    public void Clear()
    {
        foreach (var connection in _byKey.Values.OrderBy(c => c.First).ThenBy(c => c.Number).ToArray()) Remove(connection);
    }

    Connection Longest()
    {
        Connection? longest = null;
        foreach (var queue in _queues)
            if (queue.Oldest is { } oldest && (longest is null || oldest.Queued < longest.Queued)) longest = oldest;
        return longest!;
    }
}
