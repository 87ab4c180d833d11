using Hoplite.Telemetry.Capture.Files;

namespace Hoplite.Telemetry.Capture;

/// <summary>Reads packet captures, pcap and pcapng, and tells what Zeek would log of them: connections and what was said in them.</summary>
public sealed class CaptureReader : IEventReader
{
    readonly CaptureOptions _options;

    /// <summary>A reader with the usual bounds.</summary>
    public CaptureReader() : this(new CaptureOptions())
    {
    }

    internal CaptureReader(CaptureOptions options) => _options = options;

    /// <inheritdoc/>
    public string Format => "capture";

    /// <inheritdoc/>
    public InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        PcapHeader.IsPcap(head) || PcapngSource.IsPcapng(head) ? 100 : 0;

    /// <inheritdoc/>
    public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
    {
        using var bytes = new CaptureInput(input, sink);
        var log = new LogWriter(input.Source, sink);
        var monitor = new Monitor(_options, log);
        try
        {
            FrameSource? frames = bytes.Ensure(4) && PcapngSource.IsPcapng(bytes.Buffered) ? new PcapngSource(bytes) : PcapSource.Open(bytes);
            if (frames is null) return;
            long number = 0;
            while (frames.Next(out var frame))
            {
                if ((++number & 0x3FF) == 0) cancellation.ThrowIfCancellationRequested();
                monitor.See(frame, number);
            }

            monitor.Finish();
            if (monitor.UnknownLinks > 0) bytes.Report(0, $"{monitor.UnknownLinks} packets of a link type that is not read");
            if (monitor.Damaged > 0) bytes.Report(0, $"{monitor.Damaged} packets have headers that are cut off or make no sense");
            if (monitor.Incomplete > 0) bytes.Report(0, $"{monitor.Incomplete} packets lack fragments");
            if (monitor.Followed == 0) bytes.Report(0, number == 0 ? "holds no packets" : "holds no packets of IP");
        }
        finally
        {
            log.Flush();
            monitor.Dispose();
        }
    }
}
