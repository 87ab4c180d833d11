using Hoplite.Telemetry.Capture;
using Hoplite.Telemetry.Evtx;
using Hoplite.Telemetry.Json;
using Hoplite.Telemetry.Text;
using Hoplite.Telemetry.Text.Audit;
using Hoplite.Telemetry.Text.Pairs;
using Hoplite.Telemetry.Text.Syslog;
using Hoplite.Telemetry.Text.Tables;
using Hoplite.Telemetry.Text.Templates;
using Hoplite.Telemetry.Text.Web;
using Hoplite.Telemetry.WindowsXml;

namespace Hoplite.Telemetry.Scanning;

/// <summary>Every format that is read. Where two readers are equally sure, the one named first reads.</summary>
public static class ReaderCatalogue
{
    /// <summary>All readers, one line each.</summary>
    public static IReadOnlyList<IEventReader> All { get; } =
    [
        new EvtxReader(),
        new CaptureReader(),
        new WindowsXmlReader(),
        new JsonLinesReader(),
        new JsonDocumentReader(),
        new AuditReader(),
        new SyslogReader(),
        new DeviceLineReader(),
        new PairsReader(),
        new ZeekReader(),
        new W3CReader(),
        new AccessLogReader(),
        new ErrorLogReader(),
        new JournalReader(),
        new CsvReader(),
        new TemplateReader(),
    ];
}
