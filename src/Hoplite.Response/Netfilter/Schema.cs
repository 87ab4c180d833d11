namespace Hoplite.Response.Netfilter;

/// <summary>The numbers of nf_tables (linux/netfilter/nf_tables.h).</summary>
static class Schema
{
    public const byte Inet = 1, Ipv4 = 2, Ipv6 = 10;
    public const int Create = 0x400, Exclusive = 0x200, Append = 0x800;
    public const int NewTable = 0, GetTable = 1, DeleteTable = 2, NewChain = 3, GetChain = 4, NewRule = 6, GetRule = 7, DeleteRule = 8, NewSet = 9, GetSet = 10, NewElement = 12, GetElement = 13, DeleteElement = 14, GetGeneration = 16;
    public const int SetInterval = 4, SetTimeout = 0x10, ElementEnd = 1;
    public const int HookInput = 1, HookForward = 2, HookOutput = 3;
    public const int Drop = 0, Accept = 1, Jump = -3;

    /// <summary>The type of a message with its subsystem.</summary>
    public static int Type(int message) => (10 << 8) | message;
}
