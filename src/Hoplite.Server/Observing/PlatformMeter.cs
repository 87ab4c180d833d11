using System.Diagnostics.Metrics;
using Hoplite.Server.Hosting;
using Hoplite.Server.Sources;

namespace Hoplite.Server.Observing;

/// <summary>The figures an operator watches.</summary>
sealed class PlatformMeter : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Hoplite";

    readonly Meter _meter = new(Name);

    public PlatformMeter(Platform platform)
    {
        _meter.CreateObservableCounter("hoplite.events", () => platform.Detection.Events, "{event}", "Events looked at by detection");
        _meter.CreateObservableCounter("hoplite.events.stored", () => platform.Storing.Events, "{event}", "Events put into the store");
        _meter.CreateObservableCounter("hoplite.findings", () => platform.Detection.Findings, "{finding}", "Findings");
        _meter.CreateObservableCounter("hoplite.deliveries.repeated", () => platform.Spool.Repeated, "{delivery}", "Deliveries that were sent again and stored once");
        _meter.CreateObservableGauge("hoplite.spool.waiting.detection", () => platform.Spool.Durable - platform.Detection.Position, "By", "Bytes that wait for detection");
        _meter.CreateObservableGauge("hoplite.spool.waiting.store", () => platform.Spool.Durable - platform.Storing.Position, "By", "Bytes that wait for the store");
        _meter.CreateObservableGauge("hoplite.spool.size", () => platform.Spool.Durable - platform.Spool.First, "By", "Bytes in the spool");
        _meter.CreateObservableGauge("hoplite.detection.lag", () => platform.Lag().TotalSeconds, "s", "How far detection is behind what arrives");
        _meter.CreateObservableGauge("hoplite.disk.free", () => new DriveInfo(platform.Data).AvailableFreeSpace, "By", "Free bytes of the data folder's disk");
        _meter.CreateObservableGauge("hoplite.sources", () => Enum.GetValues<SourceState>().Select(state => new Measurement<int>(
            platform.Sources.All.Count(s => platform.Sources.StateOf(s) == state), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()))), "{source}", "Sources by state");
        _meter.CreateObservableGauge("hoplite.loop.failures", () => platform.Supervisor.States.Select(s => new Measurement<int>(s.Value.Failures, new KeyValuePair<string, object?>("loop", s.Key))), "{failure}", "Failures in a row of each loop");
    }

    public void Dispose() => _meter.Dispose();
}
