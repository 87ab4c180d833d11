using System.Runtime.InteropServices;

namespace Hoplite.Response.Tests.Netfilter;

/// <summary>Gives up root for the calling thread alone.</summary>
static partial class Rights
{
    const long SetResUid64 = 117, SetResUidArm = 147;

    public static long GiveUp() => SystemCall(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? SetResUidArm : SetResUid64, 65534, 65534, 65534);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long real, long effective, long saved);
}
