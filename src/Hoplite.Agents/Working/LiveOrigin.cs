using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Store.Pipeline;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Working;

/// <summary>Who saw an event that arrived at the platform: the source that delivered it, as the platform knows it.</summary>
/// <param name="takesDatagrams">Whether syslog is taken over UDP, where anybody can write any sender's address.</param>
public sealed class LiveOrigin(bool takesDatagrams)
{
    const string Syslog = "syslog:";

    /// <summary>The origin of an event.</summary>
    public SensorOrigin Of(EventRecord record)
    {
        var file = SensorOrigin.OfFile(record);
        if (SpoolPath.Parse(record.Source.Path) is not { } delivery) return file;

        // A sender has one name whatever it sends over; while datagrams are taken, nothing under it is known to have come otherwise.
        var trust = takesDatagrams && delivery.Source.StartsWith(Syslog, StringComparison.Ordinal) ? Integrity.Source : Integrity.Sensor;
        return new SensorOrigin(delivery.Source, file.Recorder == record.Source.Path ? delivery.Source : file.Recorder, trust);
    }
}
