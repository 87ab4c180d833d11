using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Response.Responders.Files;

/// <summary>A file that was found.</summary>
/// <param name="Folder">The folder, by its full path.</param>
/// <param name="Name">The name in it.</param>
/// <param name="State">How it stands.</param>
sealed record FoundFile(string Folder, string Name, FileState State);

/// <summary>Looks for a file by what is in it, for a bounded time.</summary>
/// <param name="options">Where, and how much.</param>
sealed class FileSearch(QuarantineOptions options)
{
    /// <summary>Finds the first file with a hash; null when there is none.</summary>
    /// <exception cref="ResponderException">There was more to look at than allowed.</exception>
    public FoundFile? Find(string sha256, CancellationToken cancellation)
    {
        var (begun, looked) = (Stopwatch.GetTimestamp(), 0);
        var store = Path.GetFullPath(options.Store) + "/";
        foreach (var path in options.Folders.Select(Path.GetFullPath).Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, RecurseSubdirectories = true, MaxRecursionDepth = 64,
        })))
        {
            cancellation.ThrowIfCancellationRequested();
            if (path.StartsWith(store, StringComparison.Ordinal)) continue;
            if (++looked > options.MostFiles || Stopwatch.GetElapsedTime(begun) > options.Longest) throw new ResponderException($"the file was not among the first {looked - 1} files; name smaller folders");
            if (Look(path, sha256) is { } found) return found;
        }

        return null;
    }

    /// <summary>The hash of a file of a folder.</summary>
    public static string Hash(SafeFileHandle folder, string name)
    {
        using var stream = new FileStream(FileCalls.OpenIn(folder, name, FileCalls.ReadOnly | FileCalls.NoBlock), FileAccess.Read, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    FoundFile? Look(string path, string sha256)
    {
        try
        {
            var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
            using var place = FileCalls.OpenFolder(folder);
            using var file = FileCalls.OpenIn(place, name, FileCalls.ReadOnly | FileCalls.NoBlock);
            if (FileCalls.Look(file) is not { IsPlain: true } state || state.Size > options.MostMegabytes * 1_000_000L) return null;
            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
            var isIt = Convert.ToHexStringLower(SHA256.HashData(stream)) == sha256;

            // The time of reading is as before, since nobody but this program has read it.
            FileCalls.Times(place, name, [state.Read.Seconds, state.Read.Nanoseconds, 0, 0x3ffffffe], 0x100);
            return isIt ? new FoundFile(folder, name, state) : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
