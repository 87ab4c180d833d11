namespace Hoplite.Telemetry.Evtx;

/// <summary>Why some of a record could not be read.</summary>
[Flags]
enum RecordFlaws
{
    None = 0,
    BadXml = 1,
    NoTemplate = 2,
    BadTemplate = 4,
    TooDeep = 8,
    TooMuch = 16,
}
