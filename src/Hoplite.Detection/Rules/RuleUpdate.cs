using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Rules;

/// <summary>Fetches a pack of rules, checks it, and puts it in place of the one before, which is kept.</summary>
/// <param name="store">Where packs lie.</param>
/// <param name="http">Fetches; redirects and proxies are its business.</param>
public sealed class RuleUpdate(RuleStore store, HttpClient http)
{
    /// <summary>The largest archive that is fetched, bytes.</summary>
    public const long LargestArchive = 256L << 20;

    const long LargestContent = 1L << 30;
    const int MostFiles = 100_000;

    /// <summary>Fetches, checks and installs.</summary>
    /// <param name="address">A zip or tar.gz archive.</param>
    /// <param name="sha256">Its checksum in hexadecimal digits; when null it is fetched from the address with <c>.sha256</c> behind it.</param>
    /// <param name="cancellation">Stops it; nothing is changed then.</param>
    /// <returns>The rules of the new pack.</returns>
    /// <exception cref="RuleUpdateException">The pack is not what it should be; nothing was changed.</exception>
    public async Task<RuleCollection> RunAsync(Uri address, string? sha256, CancellationToken cancellation)
    {
        if (address.Scheme is not ("http" or "https")) throw new RuleUpdateException($"rules are fetched over http or https, not {address.Scheme}");
        try
        {
            var wanted = sha256 ?? Checksum(await http.GetStringAsync(new Uri(address + ".sha256"), cancellation));
            var archive = await FetchAsync(address, cancellation);
            var actual = Convert.ToHexStringLower(SHA256.HashData(archive));
            if (!CryptographicOperations.FixedTimeEquals(Convert.FromHexString(actual), Hex(wanted)))
                throw new RuleUpdateException($"the checksum of the archive is {actual}, not {wanted}; the rules in use stay as they are");
            return Install(archive);
        }
        catch (HttpRequestException failure)
        {
            throw new RuleUpdateException($"the rules could not be fetched from {address}: {failure.Message}");
        }
    }

    /// <summary>Puts the pack before the current one back.</summary>
    /// <exception cref="RuleUpdateException">There is none.</exception>
    public void Rollback()
    {
        string current = In("current"), previous = In("previous"), aside = In("aside");
        if (!Directory.Exists(previous)) throw new RuleUpdateException("there is no earlier pack to go back to");
        Delete(aside);
        if (Directory.Exists(current)) Directory.Move(current, aside);
        Directory.Move(previous, current);
        if (Directory.Exists(aside)) Directory.Move(aside, previous);
    }

    static byte[] Hex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw new RuleUpdateException("the checksum is not 64 hexadecimal digits");
        }
    }

    static string Checksum(string text) => text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";

    async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var archive = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            archive.Write(buffer, 0, read);
            if (archive.Length > LargestArchive) throw new RuleUpdateException($"the archive is larger than {LargestArchive >> 20} MiB");
        }

        return archive.ToArray();
    }

    RuleCollection Install(byte[] archive)
    {
        var staging = In("staging");
        Delete(staging);
        Directory.CreateDirectory(staging);
        try
        {
            Unpack(archive, staging);
            var rules = RuleReader.Load(RuleLibrary.Files([staging]), RuleOptions.Default);
            if (rules.Rules.Length == 0) throw new RuleUpdateException("there is no usable rule in the archive");
            string current = In("current"), previous = In("previous");
            if (Directory.Exists(current))
            {
                Delete(previous);
                Directory.Move(current, previous);
            }

            Directory.Move(staging, current);
            return rules;
        }
        catch (InvalidDataException)
        {
            throw new RuleUpdateException("the archive is damaged or neither zip nor tar.gz");
        }
        finally
        {
            Delete(staging);
        }
    }

    static void Unpack(byte[] archive, string target)
    {
        var budget = LargestContent;
        var files = 0;
        foreach (var (name, content) in archive is [(byte)'P', (byte)'K', ..] ? Zip(archive) : Tar(archive))
        {
            if (!name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)) continue;
            var path = Path.GetFullPath(Path.Combine(target, name));
            if (!path.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new RuleUpdateException("the archive wants to write outside its folder");
            if (++files > MostFiles) throw new RuleUpdateException($"the archive holds more than {MostFiles} rules");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            var buffer = new byte[1 << 16];
            for (int read; (read = content.Read(buffer)) > 0; file.Write(buffer, 0, read))
                if ((budget -= read) < 0) throw new RuleUpdateException($"the archive unpacks to more than {LargestContent >> 30} GiB");
        }
    }

    static IEnumerable<(string Name, Stream Content)> Zip(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            yield return (entry.FullName, content);
        }
    }

    static IEnumerable<(string Name, Stream Content)> Tar(byte[] archive)
    {
        using var unpacked = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        while (tar.GetNextEntry() is { } entry)
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is { } content) yield return (entry.Name, content);
    }

    string In(string name) => Path.Combine(Path.GetFullPath(store.Root), name);

    static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A pack of rules could not be fetched or is not what it should be; the message is one sentence.</summary>
public sealed class RuleUpdateException(string message) : Exception(message);
