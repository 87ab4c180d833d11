using System.Buffers;
using Hoplite.Telemetry.Capture.Protocols;

namespace Hoplite.Telemetry.Capture;

/// <summary>Both directions of a TCP connection in order, for as long as an analyzer wants to read them.</summary>
sealed class StreamPair(Connection connection, LogWriter log, StreamBudget budget)
{
    const int MaxTries = 6;

    StreamSide _originator, _responder;
    Analyzer? _analyzer;
    int _tries;

    /// <summary>Nobody wants to read any more.</summary>
    public bool IsDone { get; private set; }

    /// <summary>A segment came.</summary>
    /// <param name="fromOriginator">Who sent it.</param>
    /// <param name="start">Its place in the stream.</param>
    /// <param name="data">What was captured of it.</param>
    /// <param name="claimed">How long it was.</param>
    /// <param name="begin">Where the stream begins; -1 when that was not seen.</param>
    public void Segment(bool fromOriginator, long start, ReadOnlySpan<byte> data, int claimed, long begin)
    {
        ref var side = ref fromOriginator ? ref _originator : ref _responder;
        if (!side.Started)
        {
            side.Started = true;
            side.Next = begin >= 0 && start - begin < budget.PerSide ? begin : start;
        }

        if (start > side.Next)
        {
            if (side.Keep(start, data, claimed, budget)) return;
            if (side.HasWaiting && side.FirstWaiting < start)
            {
                // There is no room: what waits first is taken though bytes before it are missing, which makes some.
                Jump(ref side, fromOriginator, side.FirstWaiting);
                Drain(ref side, fromOriginator);
                if (!IsDone) Segment(fromOriginator, start, data, claimed, begin);
                return;
            }

            Jump(ref side, fromOriginator, start);
        }

        if (!IsDone) Take(ref side, fromOriginator, start, data, claimed);
        Drain(ref side, fromOriginator);
    }

    /// <summary>The other end has got everything up to here, captured or not.</summary>
    public void Acknowledged(bool ofOriginator, long place)
    {
        ref var side = ref ofOriginator ? ref _originator : ref _responder;
        if (IsDone || !side.Started || !side.HasWaiting || place <= side.Next || side.FirstWaiting > place) return;
        Jump(ref side, ofOriginator, side.FirstWaiting);
        Drain(ref side, ofOriginator);
    }

    /// <summary>The connection has ended.</summary>
    public void Finish()
    {
        if (!IsDone && _originator.HasWaiting) Rest(ref _originator, true);
        if (!IsDone && _responder.HasWaiting) Rest(ref _responder, false);
        Stop();
    }

    void Rest(ref StreamSide side, bool fromOriginator)
    {
        while (!IsDone && side.HasWaiting)
        {
            Jump(ref side, fromOriginator, side.FirstWaiting);
            Drain(ref side, fromOriginator);
        }
    }

    void Drain(ref StreamSide side, bool fromOriginator)
    {
        while (!IsDone && side.HasWaiting && side.FirstWaiting <= side.Next)
        {
            var piece = side.TakeFirst(budget);
            Take(ref side, fromOriginator, piece.Start, piece.Bytes.AsSpan(0, piece.Length), piece.Claimed);
            ArrayPool<byte>.Shared.Return(piece.Bytes);
        }
    }

    void Take(ref StreamSide side, bool fromOriginator, long start, ReadOnlySpan<byte> data, int claimed)
    {
        var old = side.Next - start;
        if (old >= claimed || old < 0) return;
        side.Next += claimed - old;
        if (old < data.Length) Deliver(fromOriginator, data[(int)old..]);
        var cut = claimed - Math.Max(data.Length, old);
        if (cut > 0 && !IsDone) Lost(fromOriginator, cut);
    }

    void Jump(ref StreamSide side, bool fromOriginator, long to)
    {
        var missing = to - side.Next;
        side.Next = to;
        if (missing <= 0) return;
        ref var end = ref fromOriginator ? ref connection.Originator : ref connection.Responder;
        if (end.Gaps++ == 0) connection.Tell(fromOriginator, 'G');
        Lost(fromOriginator, missing);
    }

    void Lost(bool fromOriginator, long bytes)
    {
        if (_analyzer is null) return;
        _analyzer.Gap(fromOriginator, bytes);
        if (_analyzer.Done) Stop();
    }

    void Deliver(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (IsDone) return;
        _analyzer ??= Identification.OfStream(connection, log, fromOriginator, data);
        if (_analyzer is null)
        {
            if (++_tries >= MaxTries) Stop();
            return;
        }

        _analyzer.Data(fromOriginator, data);
        if (_analyzer.Done) Stop();
        else if (_analyzer.Changes)
        {
            // The two ends agreed to speak something else from here on.
            _analyzer.Finish();
            _analyzer = null;
            _tries = 0;
        }
    }

    void Stop()
    {
        if (IsDone) return;
        IsDone = true;
        _analyzer?.Finish();
        _analyzer = null;
        _originator.Free(budget);
        _responder.Free(budget);
    }
}
