namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>DCE/RPC on a TCP connection of its own.</summary>
sealed class RpcAnalyzer : Analyzer
{
    readonly RpcConversation _conversation;
    readonly NtlmLog _ntlm;

    public RpcAnalyzer(Connection connection, LogWriter log) : base(connection, log)
    {
        _ntlm = new NtlmLog(connection, log);
        _conversation = new RpcConversation(connection, log, _ntlm, []);
    }

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (!_conversation.Data(fromOriginator, data)) Done = true;
    }

    public override void Finish()
    {
        _conversation.Finish();
        _ntlm.Write(null);
    }
}
