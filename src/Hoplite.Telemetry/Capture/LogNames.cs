namespace Hoplite.Telemetry.Capture;

/// <summary>The names and log sources of Zeek that every log has, interned once.</summary>
static class LogNames
{
    public static readonly int Ts = Of("ts"), Uid = Of("uid");
    public static readonly int OrigHost = Of("id.orig_h"), OrigPort = Of("id.orig_p"), RespHost = Of("id.resp_h"), RespPort = Of("id.resp_p");
    public static readonly int Proto = Of("proto"), Service = Of("service"), Version = Of("version"), User = Of("user"), Command = Of("command"), Rtt = Of("rtt");

    public static int Of(string name) => FieldTable.Intern(name);

    public static int Source(string path) => LogSourceTable.Intern(new LogSource("zeek", null, path));
}
