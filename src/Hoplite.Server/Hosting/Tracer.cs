using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Hoplite.Server.Api.Tracing;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Hosting;

/// <summary>Sends a test event the way every event goes, and says how far it has come.</summary>
/// <param name="platform">The platform.</param>
public sealed class Tracer(Platform platform)
{
    const string Rule = "3d1f6f0e-6d0c-4b43-9a57-0c8f3e4f5a10";
    const int MostKept = 100;

    readonly ConcurrentDictionary<Guid, (TraceAnswer Trace, long Position)> _traces = new();

    /// <summary>Sends one; completes when it is durable.</summary>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="cancellation">Gives up waiting for room.</param>
    public async Task<TraceAnswer> SendAsync(string actor, CancellationToken cancellation)
    {
        var now = platform.Time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var text = JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@timestamp"] = now, ["hoplite_trace"] = id, ["host"] = HostOf(id), ["user"] = actor, ["message"] = "hoplite test event",
        });
        var source = platform.Sources.Seen("hoplite", "test events");
        var position = await platform.Intake.AcceptAsync(source, "json", Encoding.UTF8.GetBytes(text + "\n"), cancellation: cancellation).ConfigureAwait(false);
        var trace = new TraceAnswer(id, now, platform.Time.GetUtcNow(), null, null, null, null, text);
        if (_traces.Count >= MostKept) _traces.Clear();
        _traces[id] = (trace, position);
        return trace;
    }

    // Each has a machine of its own, so that each becomes an incident of its own.
    static string HostOf(Guid id) => "test-" + id.ToString("N")[20..];

    /// <summary>How far one has come; null when it is not known.</summary>
    public TraceAnswer? Find(Guid id)
    {
        if (!_traces.TryGetValue(id, out var kept)) return null;
        var (trace, position) = kept;
        var now = platform.Time.GetUtcNow();
        if (trace.Stored is null && platform.Storing.Position > position) trace = trace with { Stored = now };
        if (trace.Incident is null && platform.Findings.List(new FindingFilter { Rule = Rule, From = trace.Sent, Host = HostOf(id), Limit = 10 }).Items is [var finding, ..])
            trace = trace with { Detected = finding.Found, Incident = finding.Incident, IncidentAt = finding.Incident is null ? null : platform.Incidents.Find(finding.Incident.Value)?.Created };
        _traces[id] = (trace, position);
        return trace;
    }
}
