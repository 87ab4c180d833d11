using Hoplite.Telemetry.Scanning;

namespace Hoplite.Telemetry.Archives;

/// <summary>
/// The unpacked side of an archive member. Damage and bombs are reported and end it, so that readers keep what came before.
/// </summary>
sealed class UnpackedStream(Stream inner, Func<long> packed, UnpackBudget budget, Action<long, string> report) : ForwardStream
{
    long _unpacked;
    bool _ended;

    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty) return 0;
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _ended = true;
            report(_unpacked, e is ZstdSharp.ZstdException ? "packed data is damaged or cut off" : Failure.Reason(e));
            return 0;
        }

        _unpacked += read;
        if (budget.Take(read, _unpacked, packed(), out var problem)) return read;
        _ended = true;
        if (problem is not null) report(_unpacked, problem);
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
