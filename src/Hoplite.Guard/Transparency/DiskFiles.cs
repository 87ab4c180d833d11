using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Guard.Transparency;

/// <summary>The real disk.</summary>
sealed partial class DiskFiles(string folder) : ILedgerFiles
{
    const int CloseOnExec = 0x80000;
    const int CloseOnExecMac = 0x1000000;
    const int LockExclusive = 2;
    const int LockNonBlocking = 4;
    const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder of a ledger, for one account.</summary>
    public static DiskFiles Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
        var files = new DiskFiles(folder);
        files.FlushFolder("..");
        return files;
    }

    /// <inheritdoc/>
    public byte[]? Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(Full(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[RandomAccess.GetLength(file)];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var more) read += more;
            return bytes[..read];
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> List()
    {
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'));
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> bytes, bool secret = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (secret && !OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
        using var file = new FileStream(Full(path), options);
        file.Write(bytes);
    }

    /// <inheritdoc/>
    public void Flush(string path)
    {
        using var file = File.OpenHandle(Full(path), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        RandomAccess.FlushToDisk(file);
    }

    /// <inheritdoc/>
    public void FlushFolder(string relative)
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(Full(relative), 0);
        if (handle < 0) throw new IOException($"{Full(relative)} could not be opened to be flushed: error {Marshal.GetLastPInvokeError()}");
        var result = FSync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (result != 0) throw new IOException($"{Full(relative)} could not be flushed: error {error}");
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(Full(from), Full(to), overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path)
    {
        var full = Full(path);
        if (!File.Exists(full)) return;
        File.Delete(full);
        var parent = Path.GetDirectoryName(full)!;
        if (parent.EndsWith(".p", StringComparison.Ordinal) && !Directory.EnumerateFileSystemEntries(parent).Any()) Directory.Delete(parent);
    }

    /// <inheritdoc/>
    public bool IsExposed(string path) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(Full(path)) & ~(Own | UnixFileMode.UserExecute)) != UnixFileMode.None;

    /// <inheritdoc/>
    public IDisposable Hold()
    {
        if (OperatingSystem.IsWindows()) return new FileStream(Full(LedgerKeys.Secret), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        // A lock of the folder and not of a file in it: .NET takes part in locks of files when it only reads them.
        var handle = new SafeFileHandle(Open(folder, OperatingSystem.IsMacOS() ? CloseOnExecMac : CloseOnExec), ownsHandle: true);
        if (!handle.IsInvalid && Lock(handle, LockExclusive | LockNonBlocking) == 0) return handle;
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw new IOException($"{folder} could not be locked: error {error}");
    }

    string Full(string path) => Path.Combine(folder, path);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle handle, int operation);
}
