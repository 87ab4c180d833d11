using System.Globalization;

namespace Hoplite.Store.Spooling;

/// <summary>A segment: a file named after the position of its first byte.</summary>
/// <param name="Path">The file.</param>
/// <param name="Start">The position of its first byte in the spool.</param>
sealed record SegmentFile(string Path, long Start)
{
    const string Suffix = ".spool";

    /// <summary>The segment that begins at a position.</summary>
    public static SegmentFile At(string folder, long start) =>
        new(System.IO.Path.Combine(folder, start.ToString("D19", CultureInfo.InvariantCulture) + Suffix), start);

    /// <summary>The segments of a folder in order.</summary>
    public static IReadOnlyList<SegmentFile> All(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + Suffix)
            .Select(p => (Path: p, Name: System.IO.Path.GetFileNameWithoutExtension(p)))
            .Where(f => long.TryParse(f.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(f => new SegmentFile(f.Path, long.Parse(f.Name, CultureInfo.InvariantCulture)))
            .OrderBy(f => f.Start),
    ];
}
