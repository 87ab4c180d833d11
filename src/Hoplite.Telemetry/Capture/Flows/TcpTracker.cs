namespace Hoplite.Telemetry.Capture;

/// <summary>Follows the state of TCP connections segment by segment.</summary>
static class TcpTracker
{
    /// <summary>Whether a segment opens a new connection between the ends of one that is over.</summary>
    public static bool BeginsAnew(Connection c, in TcpSegment segment) =>
        segment.Syn && !segment.Acks && !segment.Rst && c.Queue == ConnectionTable.Closing && !(c.Originator.SynSeen && c.Originator.Start == segment.Sequence);

    /// <summary>The queue a connection belongs to.</summary>
    public static int Queue(Connection c)
    {
        var (from, to) = (c.Originator.State, c.Responder.State);
        if (from == EndState.Reset || to == EndState.Reset || (from == EndState.Closed && to == EndState.Closed)) return ConnectionTable.Closing;
        return from == EndState.SynSent && to == EndState.Inactive ? ConnectionTable.Attempts : ConnectionTable.Open;
    }

    public static void See(Connection c, bool fromOriginator, in TcpSegment segment)
    {
        ref var end = ref fromOriginator ? ref c.Originator : ref c.Responder;
        ref var peer = ref fromOriginator ? ref c.Responder : ref c.Originator;
        if (!end.Started)
        {
            end.Started = true;
            end.Start = segment.Sequence;
        }

        var at = end.Unwrap(segment.Sequence);
        Tell(c, ref end, fromOriginator, segment, at);
        var data = at + (segment.Syn ? 1 : 0);
        if (segment.Length > 0 && Count(ref end, data, segment.Length) && Scaled(ref end.Retransmits)) c.Tell(fromOriginator, 'T');
        if (segment.Syn) end.SynSeen = true;
        if (segment.Fin) end.FinSeen = true;
        if (!segment.Rst) end.Reach = Math.Max(end.Reach, data + segment.Length + (segment.Fin ? 1 : 0));
        Move(ref end, ref peer, fromOriginator, segment);

        if (c.Streams is not { } streams) return;
        // What the peer sent and this acknowledges comes before what this says.
        if (segment.Acks && peer.Started) streams.Acknowledged(!fromOriginator, peer.Unwrap(segment.Acknowledged));
        if (segment.Length > 0 && !segment.Rst) streams.Segment(fromOriginator, data, segment.Data, segment.Length, end.SynSeen ? 1 : -1);
        if (streams.IsDone) c.Streams = null;
    }

    // Whether all of these bytes lie where others were already. Where pieces are missing, such bytes count as filling them.
    static bool Count(ref Endpoint end, long start, int length)
    {
        var stop = start + length;
        var fresh = Math.Max(0, stop - Math.Max(start, end.Reach));
        var holes = Math.Max(0, end.Size - end.Seen);
        var filled = Math.Min(holes, Math.Max(0, Math.Min(stop, end.Reach) - start));
        end.Seen += fresh + filled;
        return stop <= end.Reach;
    }

    // Often repeated events are told at the 1st, 10th, 100th time.
    static bool Scaled(ref int count)
    {
        var n = count = Math.Min(count + 1, 1_000_000_000);
        while (n % 10 == 0) n /= 10;
        return n == 1;
    }

    static void Tell(Connection c, ref Endpoint end, bool fromOriginator, in TcpSegment segment, long at)
    {
        var flags = (segment.Syn ? 1 : 0) + (segment.Fin ? 1 : 0) + (segment.Rst ? 1 : 0);
        if (flags > 1) Once(c, ref end, fromOriginator, Told.Multi, segment.Fin && segment.Rst ? 'I' : 'Q');
        else if (segment.Syn) Again(c, ref end, ref end.LastSyn, fromOriginator, Told.Syn, segment.Acks ? 'H' : 'S', at);
        else if (segment.Fin) Again(c, ref end, ref end.LastFin, fromOriginator, Told.Fin, 'F', at + segment.Length);
        else if (segment.Rst) Again(c, ref end, ref end.LastRst, fromOriginator, Told.Rst, 'R', at);
        else if (segment.Length > 0) Once(c, ref end, fromOriginator, Told.Data, 'D');
        else if (segment.Acks) Once(c, ref end, fromOriginator, Told.Ack, 'A');
        if (segment.Window == 0 && !segment.Rst && Scaled(ref end.ZeroWindows)) c.Tell(fromOriginator, 'W');
    }

    static bool Once(Connection c, ref Endpoint end, bool fromOriginator, Told what, char letter)
    {
        if ((end.Told & what) != Told.None) return false;
        end.Told |= what;
        c.Tell(fromOriginator, letter);
        return true;
    }

    static void Again(Connection c, ref Endpoint end, ref uint last, bool fromOriginator, Told what, char letter, long at)
    {
        if (!Once(c, ref end, fromOriginator, what, letter) && last != (uint)at) c.Tell(fromOriginator, letter);
        last = (uint)at;
    }

    static void Move(ref Endpoint end, ref Endpoint peer, bool fromOriginator, in TcpSegment segment)
    {
        switch (end.State)
        {
            case EndState.Inactive:
                if (segment.Syn) Open(ref end, ref peer, fromOriginator, segment);
                if (segment.Fin) end.Become(EndState.Closed);
                if (segment.Rst) end.Become(EndState.Reset);
                if (end.State == EndState.Inactive) end.Become(EndState.Partial);
                break;
            case EndState.SynSent or EndState.SynAckSent:
                if (segment.Fin) end.Become(EndState.Closed);
                else if (segment.Rst) end.Become(EndState.Reset);
                else if (segment.Syn && segment.Acks && peer.State == EndState.SynSent)
                {
                    end.Become(EndState.Established);
                    peer.Become(EndState.Established);
                }

                break;
            case EndState.Partial or EndState.Established:
                if (segment.Syn && !segment.Acks && end.State == EndState.Partial && peer.State == EndState.Inactive) end.Become(EndState.SynSent);
                if (segment.Fin && !segment.Rst)
                {
                    end.Become(EndState.Closed);
                    if (peer is { State: EndState.Reset, Before: EndState.Closed }) peer.Become(EndState.Closed);
                }
                else if (segment.Rst) end.Become(EndState.Reset);
                break;
            case EndState.Closed:
                if (segment.Rst && peer.State != EndState.Closed) end.Become(EndState.Reset);
                break;
        }
    }

    static void Open(ref Endpoint end, ref Endpoint peer, bool fromOriginator, in TcpSegment segment)
    {
        if (!segment.Acks) end.Become(EndState.SynSent);
        else if (fromOriginator && peer.State == EndState.Inactive) end.Become(EndState.SynAckSent);
        else
        {
            end.Become(EndState.Established);
            if (peer.State is EndState.SynSent or EndState.SynAckSent or EndState.Inactive) peer.Become(EndState.Established);
        }
    }
}
