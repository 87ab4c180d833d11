using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Hoplite.Server.Hosting;

namespace Hoplite.Server.Operations;

/// <summary>Puts a backup into an empty data folder, after every file of it was found to be whole.</summary>
public static class Restore
{
    /// <summary>Restores.</summary>
    /// <param name="backup">The file.</param>
    /// <param name="data">The data folder; must be empty or not there.</param>
    /// <param name="cancellation">Gives it up; the folder is left as it was.</param>
    /// <returns>How many files there were.</returns>
    /// <exception cref="InvalidDataException">The file is no backup, or is damaged.</exception>
    /// <exception cref="IOException">The folder is not empty.</exception>
    public static async Task<int> RunAsync(string backup, string data, CancellationToken cancellation)
    {
        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()) throw new IOException($"{data} is not empty; restore into a new folder, or move the old one away first");
        var draft = data.TrimEnd('/') + ".restoring";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        DataFolder.Make(draft);
        try
        {
            var (found, listed) = await UnpackAsync(backup, draft, cancellation).ConfigureAwait(false);
            if (listed is null) throw new InvalidDataException($"{backup} ends too early; it is not a whole backup");
            foreach (var (name, hash) in listed)
                if (found.GetValueOrDefault(name) != hash) throw new InvalidDataException($"{name} in {backup} is damaged; nothing was restored");
            if (Directory.Exists(data)) Directory.Delete(data);
            Directory.Move(draft, data);
            return found.Count;
        }
        finally
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
    }

    static async Task<(Dictionary<string, string> Found, Dictionary<string, string>? Listed)> UnpackAsync(string backup, string folder, CancellationToken cancellation)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Dictionary<string, string>? listed = null;
        try
        {
            await using var file = File.OpenRead(backup);
            await using var unpacked = new ZstdSharp.DecompressionStream(file);
            await using var tar = new TarReader(unpacked);
            while (await tar.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
            {
                if (entry is not { EntryType: TarEntryType.RegularFile }) throw new InvalidDataException($"{backup} holds something that is no file; it was not made by Hoplite");
                if (entry.Name == Backup.Manifest)
                {
                    using var manifest = await JsonDocument.ParseAsync(entry.DataStream!, cancellationToken: cancellation).ConfigureAwait(false);
                    listed = manifest.RootElement.GetProperty("Files").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal);
                    continue;
                }

                var target = Path.GetFullPath(Path.Combine(folder, entry.Name));
                if (!target.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InvalidDataException($"{backup} wants to write outside the folder; it was not made by Hoplite");
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await using (var copy = DataFolder.MakeFile(target))
                    if (entry.DataStream is { } content) await content.CopyToAsync(copy, cancellation).ConfigureAwait(false);
                await using var written = File.OpenRead(target);
                found[entry.Name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellation).ConfigureAwait(false));
            }
        }
        catch (Exception bad) when (bad is ZstdSharp.ZstdException or EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{backup} is no backup, or is damaged", bad);
        }

        return (found, listed);
    }
}
