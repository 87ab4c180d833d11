using System.Runtime.InteropServices;

namespace Hoplite.Store.Spooling;

/// <summary>Makes the entries of a folder durable: on Linux a new file survives a power cut only when its folder was flushed too.</summary>
static partial class FolderFlush
{
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return;
        _ = FSync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
