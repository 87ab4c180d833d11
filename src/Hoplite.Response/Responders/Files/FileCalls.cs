using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Response.Responders.Files;

/// <summary>What is used of the kernel for files: everything goes by descriptors and names in them, so that nobody can put a link in the way.</summary>
static partial class FileCalls
{
    public const int ReadOnly = 0, WriteOnly = 1, Create = 0x40, Exclusive = 0x80, CloseOnExec = 0x80000, NoBlock = 0x800;
    public const int Missing = 2, Exists = 17, OtherDevice = 18;

    // These two differ between the architectures.
    static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    static readonly int Folder = IsArm ? 0x4000 : 0x10000, NoFollow = IsArm ? 0x8000 : 0x20000;

    const int EmptyPath = 0x1000, NoFollowStat = 0x100, BasicStats = 0x7ff, NoReplace = 1, OpenHow = 437, RenameAt2 = 316, RenameAt2Arm = 276;
    const ulong NoLinks = 0x04;

    /// <summary>Opens a folder by a path in which no link is followed.</summary>
    public static SafeFileHandle OpenFolder(string path) => Open(-100, path, ReadOnly | Folder | CloseOnExec, 0);

    /// <summary>Opens a file of a folder, itself and not what it links to.</summary>
    public static SafeFileHandle OpenIn(SafeFileHandle folder, string name, int how, int mode = 0) => Open((int)folder.DangerousGetHandle(), name, how | NoFollow | CloseOnExec, mode);

    /// <summary>Looks at an open file.</summary>
    public static FileState? Look(SafeFileHandle file) => Look((int)file.DangerousGetHandle(), "", EmptyPath);

    /// <summary>Looks at a name of a folder; null when it is not there.</summary>
    public static FileState? Look(SafeFileHandle folder, string name) => Look((int)folder.DangerousGetHandle(), name, NoFollowStat);

    /// <summary>Gives a file another name; never one that is taken.</summary>
    /// <returns>Zero, or the number of the error.</returns>
    public static int Move(SafeFileHandle from, string name, SafeFileHandle to, string other) =>
        SystemCall(IsArm ? RenameAt2Arm : RenameAt2, (int)from.DangerousGetHandle(), name, (int)to.DangerousGetHandle(), other, NoReplace) < 0 ? Marshal.GetLastPInvokeError() : 0;

    [LibraryImport("libc", EntryPoint = "unlinkat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Unlink(SafeFileHandle folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "fchownat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Own(SafeFileHandle folder, string name, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "fchmodat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Mode(SafeFileHandle folder, string name, uint mode, int flags);

    [LibraryImport("libc", EntryPoint = "utimensat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Times(SafeFileHandle folder, string name, ReadOnlySpan<long> times, int flags);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int Own(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int Mode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    public static partial int Times(SafeFileHandle file, ReadOnlySpan<long> times);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Keep(SafeFileHandle file);

    static SafeFileHandle Open(int folder, string path, int how, int mode)
    {
        ReadOnlySpan<ulong> wish = [(ulong)how, (ulong)mode, NoLinks];
        var opened = SystemCall(OpenHow, folder, path, wish, 3 * sizeof(ulong));
        return opened < 0 ? throw new IOException($"{path} cannot be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}", Marshal.GetLastPInvokeError()) : new SafeFileHandle((nint)opened, ownsHandle: true);
    }

    static FileState? Look(int folder, string name, int flags)
    {
        Span<byte> b = stackalloc byte[256];
        if (Stat(folder, name, flags, BasicStats, b) < 0)
            return Marshal.GetLastPInvokeError() == Missing ? null : throw new IOException($"{name} cannot be looked at: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        return new FileState(
            $"{U32(b, 136)}:{U32(b, 140)}", (long)U64(b, 32), (long)U64(b, 40), U32(b, 16), BinaryPrimitives.ReadUInt16LittleEndian(b[28..]), U32(b, 20), U32(b, 24),
            new FileMoment((long)U64(b, 64), U32(b, 72)), new FileMoment((long)U64(b, 112), U32(b, 120)));
    }

    static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    static ulong U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Stat(int folder, string name, int flags, uint mask, Span<byte> answer);

    [LibraryImport("libc", EntryPoint = "syscall", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial long SystemCall(long number, long folder, string path, ReadOnlySpan<ulong> how, long size);

    [LibraryImport("libc", EntryPoint = "syscall", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial long SystemCall(long number, long from, string name, long to, string other, long flags);
}
