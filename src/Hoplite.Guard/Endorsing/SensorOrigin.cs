using Hoplite.Telemetry;

namespace Hoplite.Guard.Endorsing;

/// <summary>Who saw an event, as far as that can be told: the way it came, and the machine that wrote it.</summary>
/// <param name="Channel">The source that delivered it, as the platform knows it; not what the event says of itself.</param>
/// <param name="Recorder">The machine that the event says wrote it; the channel again when it does not say.</param>
/// <param name="Trust">How far the way can be trusted.</param>
/// <param name="IsEnforcementPoint">Whether it is where blocks take effect.</param>
public sealed record SensorOrigin(string Channel, string Recorder, Labels.Integrity Trust = Labels.Integrity.Sensor, bool IsEnforcementPoint = false)
{
    /// <summary>The origin of an event in a file: the file, and the machine the event names.</summary>
    public static SensorOrigin OfFile(EventRecord record)
    {
        var recorder = record["Computer"] ?? record["Hostname"] ?? record["hostname"] ?? record["host"];
        return new SensorOrigin(record.Source.Path, record.LogSource.Product is "zeek" or "suricata" || string.IsNullOrEmpty(recorder) ? record.Source.Path : recorder.ToLowerInvariant());
    }
}
