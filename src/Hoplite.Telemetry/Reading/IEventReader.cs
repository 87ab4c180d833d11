namespace Hoplite.Telemetry;

/// <summary>How a large input may be cut so that several threads read it.</summary>
public enum InputSplit
{
    /// <summary>One thread reads it from end to end.</summary>
    None,

    /// <summary>It may be cut behind any line feed.</summary>
    Lines,

    /// <summary>It may be cut at multiples of 64 KiB after the first 4 KiB: EVTX chunks.</summary>
    EvtxChunks,
}

/// <summary>Reads one format of evidence into batches.</summary>
/// <remarks>
/// One instance serves all inputs on all threads, so it keeps no state between calls. Damaged content is reported through
/// <see cref="IEventSink.Report"/> and reading goes on behind it; only a failing stream or a cancelled token may throw. The caller
/// handles both.
/// </remarks>
public interface IEventReader
{
    /// <summary>The name of the format in small letters, for example <c>evtx</c>.</summary>
    string Format { get; }

    /// <summary>How a large input may be cut.</summary>
    InputSplit Split { get; }

    /// <summary>How sure the reader is that it can read this evidence: 0 (no) to 100 (a magic number says so).</summary>
    /// <param name="head">The first bytes, up to 64 KiB.</param>
    /// <param name="fileName">The last part of the path; a hint only.</param>
    int Sniff(ReadOnlySpan<byte> head, string fileName);

    /// <summary>Reads the input and posts its events.</summary>
    void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation);
}
