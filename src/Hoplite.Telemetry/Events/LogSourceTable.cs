namespace Hoplite.Telemetry;

/// <summary>Gives every distinct <see cref="LogSource"/> a small number for the life of the process.</summary>
public static class LogSourceTable
{
    static readonly Lock Gate = new();
    static readonly Dictionary<LogSource, int> Ids = [];
    static LogSource[] _all = [];

    /// <summary>The number of a log source; the same one for equal log sources.</summary>
    public static int Intern(LogSource source)
    {
        lock (Gate)
        {
            if (Ids.TryGetValue(source, out var id)) return id;
            id = _all.Length;
            _all = [.. _all, source];
            Ids[source] = id;
            return id;
        }
    }

    /// <summary>The log source with this number.</summary>
    public static LogSource Get(int id) => Volatile.Read(ref _all)[id];

    /// <summary>How many there are so far.</summary>
    public static int Count => Volatile.Read(ref _all).Length;
}
