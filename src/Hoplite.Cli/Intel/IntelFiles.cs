using Hoplite.Incidents.Reports;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Cli.Intel;

/// <summary>Reads the files of a command line.</summary>
static class IntelFiles
{
    /// <summary>A file and what came out of it.</summary>
    internal sealed record Read(string Path, Imported Imported);

    /// <summary>Reads all of them; a folder that is no feed is read file by file.</summary>
    /// <exception cref="UsageException">One of them is not there.</exception>
    public static IReadOnlyList<Read> All(IEnumerable<string> paths, string? column = null) => [.. paths.SelectMany(Files).Select(p => new Read(p, IntelligenceReader.Read(p, new ListOptions { Source = Path.GetFileName(p), Column = column })))];

    /// <summary>The objects of all of them, each version once.</summary>
    public static IReadOnlyList<StixObject> Objects(IEnumerable<Read> read) => [.. read.SelectMany(r => r.Imported.Objects).Select(o => StixObject.Read(o)).DistinctBy(o => (o.Id, o.Modified?.Text))];

    /// <summary>The newest version of each object, without those that were taken back.</summary>
    public static IReadOnlyList<StixObject> Newest(IEnumerable<StixObject> objects) =>
        [.. objects.GroupBy(o => o.Id, StringComparer.Ordinal).Select(g => g.MaxBy(o => o.Modified?.Instant ?? DateTimeOffset.MinValue)!).Where(o => !o.Revoked)];

    static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && File.Exists(Path.Combine(path, "manifest.json")))) return [path];
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : throw new UsageException($"there is no intelligence at {SafeText.OneLine(path, 200)}: no such file or folder");
    }
}
