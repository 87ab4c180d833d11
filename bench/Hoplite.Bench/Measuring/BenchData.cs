using System.IO.Compression;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;

namespace Hoplite.Bench.Measuring;

/// <summary>What the benchmarks run on: recorded evidence and public rules below <c>HOPLITE_DATA</c>.</summary>
static class BenchData
{
    /// <summary>The folder of the data.</summary>
    public static string Root { get; } = Path.GetFullPath(Environment.GetEnvironmentVariable("HOPLITE_DATA") ?? "../shared/data");

    /// <summary>Where made files are kept between runs.</summary>
    public static string Scratch { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "hoplite-bench")).FullName;

    /// <summary>A folder of the data.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public static string Folder(string name) =>
        Path.Combine(Root, name) is var path && Directory.Exists(path) ? path : throw new DirectoryNotFoundException($"{path} is missing; set HOPLITE_DATA");

    /// <summary>The Sigma rules, all or those of one product.</summary>
    public static IReadOnlyList<SigmaRule> Rules(string? product = null)
    {
        var rules = RuleReader.Load(RuleLibrary.Files([Folder("sigma/rules")]), RuleOptions.Default).Rules;
        return [.. rules.Where(r => product is null || r.LogSource.Product == product)];
    }

    /// <summary>All JSON lines of <c>security-datasets</c> in one file.</summary>
    public static string WindowsEvents()
    {
        var path = Path.Combine(Scratch, "windows-events.ndjson");
        if (File.Exists(path)) return path;
        using (var file = File.Create(path + ".part"))
            foreach (var zip in Directory.EnumerateFiles(Folder("security-datasets"), "*.zip", new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive }).Order(StringComparer.Ordinal))
            {
                using var archive = ZipFile.OpenRead(zip);
                foreach (var entry in archive.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
                {
                    // Some are written in UTF-16 or hold one large array; this is about lines.
                    using var stream = new MemoryStream();
                    using (var packed = entry.Open()) packed.CopyTo(stream);
                    if (stream.Length == 0 || stream.GetBuffer()[0] != (byte)'{') continue;
                    stream.Position = 0;
                    stream.CopyTo(file);
                    file.WriteByte((byte)'\n');
                }
            }

        File.Move(path + ".part", path);
        return path;
    }
}
