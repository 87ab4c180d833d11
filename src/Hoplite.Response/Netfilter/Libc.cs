using System.Runtime.InteropServices;

namespace Hoplite.Response.Netfilter;

/// <summary>What is used of the C library: sockets of families that the framework has none for.</summary>
static partial class Libc
{
    public const int FamilyNetlink = 16, Raw = 3, CloseOnExec = 0x80000, ProtocolNetfilter = 12;
    public const int LevelSocket = 1, SendBuffer = 7, ReceiveBuffer = 8, SendTimeout = 21, ReceiveTimeout = 20, SendBufferForce = 32, ReceiveBufferForce = 33;
    public const int LevelNetlink = 270, CapAck = 10, ExtendedAck = 11, StrictCheck = 12;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(nint descriptor);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SocketDescriptor socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(SocketDescriptor socket, int level, int name, ReadOnlySpan<byte> value, int length);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(SocketDescriptor socket, ReadOnlySpan<byte> bytes, nint length, int flags, ReadOnlySpan<byte> address, int addressLength);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(SocketDescriptor socket, Span<byte> bytes, nint length, int flags);
}

/// <summary>A socket that is closed once nobody uses it.</summary>
sealed class SocketDescriptor : SafeHandle
{
    public SocketDescriptor(int descriptor)
        : base(-1, ownsHandle: true) => SetHandle(descriptor);

    public override bool IsInvalid => handle < 0;

    protected override bool ReleaseHandle() => Libc.Close(handle) == 0;
}
