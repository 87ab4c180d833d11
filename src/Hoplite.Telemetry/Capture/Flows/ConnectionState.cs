namespace Hoplite.Telemetry.Capture;

/// <summary>Sums a connection up in one of Zeek's codes.</summary>
static class ConnectionState
{
    public static ReadOnlySpan<byte> Of(Connection c) => c.Key.Protocol switch
    {
        6 => Tcp(c),
        17 or 132 => c.Originator.Active ? c.Responder.Active ? "SF"u8 : "S0"u8 : c.Responder.Active ? "SHR"u8 : "OTH"u8,
        _ => "OTH"u8,
    };

    static ReadOnlySpan<byte> Tcp(Connection c)
    {
        var (from, to) = (c.Originator.State, c.Responder.State);
        var silentFrom = from is EndState.Inactive or EndState.Partial;
        var silentTo = to is EndState.Inactive or EndState.Partial;
        if (to == EndState.Reset)
        {
            if (from is EndState.SynSent or EndState.SynAckSent || (from == EndState.Reset && c.Originator.Size == 0 && c.Responder.Size == 0)) return "REJ"u8;
            return silentFrom ? "RSTRH"u8 : "RSTR"u8;
        }

        return (from, to) switch
        {
            (EndState.Reset, _) => silentTo ? "RSTOS0"u8 : "RSTO"u8,
            (EndState.Closed, EndState.Closed) => "SF"u8,
            (EndState.Closed, _) => silentTo ? "SH"u8 : "S2"u8,
            (_, EndState.Closed) => silentFrom ? "SHR"u8 : "S3"u8,
            (EndState.SynSent, EndState.Inactive) => "S0"u8,
            (EndState.Established, EndState.Established) => "S1"u8,
            _ => "OTH"u8,
        };
    }
}
