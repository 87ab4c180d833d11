using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Guard.Tests;

/// <summary>Events and findings for tests.</summary>
static class Records
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    static long _position;

    public static EventRecord Event(string path, LogSource source, params (string Name, string Value)[] fields) => At(path, source, 0, fields);

    public static EventRecord At(string path, LogSource source, int second, params (string Name, string Value)[] fields) => new(
        new EvidenceSource(path), Interlocked.Increment(ref _position), -1, Start.AddSeconds(second), source, [.. fields.Select(f => new KeyValuePair<string, string?>(f.Name, f.Value))], ReadOnlyMemory<byte>.Empty);

    public static EventRecord Connection(string sensor, string from, string to, int second = 0) => At(
        sensor, new LogSource("zeek", null, "conn"), second, ("id.orig_h", from), ("id.resp_h", to), ("proto", "tcp"), ("conn_state", "SF"));

    public static EventRecord Logon(string path, string computer, string user, string address, int second = 0) => At(
        path, new LogSource("windows"), second, ("Channel", "Security"), ("EventID", "4624"), ("Computer", computer), ("TargetUserName", user), ("IpAddress", address));

    public static Finding Finding(EventRecord record, string rule = "6f1fc2a5-1b0e-4c6e-9d1e-0c2c8a5f2d11", Level level = Level.High, params string[] tags) =>
        new(FindingId.Of(rule, record), new RuleInfo(rule, "A rule", null, level, null, null, null, [.. tags], [], "a.yml"), record, []);
}
