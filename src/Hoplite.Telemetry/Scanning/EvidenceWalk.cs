namespace Hoplite.Telemetry.Scanning;

/// <summary>Lists the files below the paths given. Links are followed, but no folder is entered twice.</summary>
sealed class EvidenceWalk(Action<ReadProblem> report)
{
    const int MaxDepth = 128;
    const int MaxLinks = 8;

    readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    readonly List<FileInfo> _files = [];

    /// <summary>The files, each once, in the order of their paths within each path given.</summary>
    public static List<FileInfo> Files(IEnumerable<string> paths, Action<ReadProblem> report, CancellationToken cancellation)
    {
        var walk = new EvidenceWalk(report);
        foreach (var path in paths)
        {
            if (Directory.Exists(path)) walk.Enter(new DirectoryInfo(path), 0, 0, cancellation);
            else walk.Take(new FileInfo(path));
        }

        return walk._files;
    }

    void Enter(DirectoryInfo folder, int depth, int links, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var real = folder.FullName;
            if (folder.LinkTarget is not null)
            {
                links++;
                real = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
            }

            if (!_folders.Add(Path.TrimEndingDirectorySeparator(real))) return;
            if (depth > MaxDepth || links > MaxLinks)
            {
                report(new ReadProblem(new EvidenceSource(folder.FullName), 0, "folders nested too deep"));
                return;
            }

            // The real path goes on, so that two ways to one folder give one name.
            var entries = new DirectoryInfo(real).GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            foreach (var entry in entries)
            {
                var named = Path.Combine(real, entry.Name);
                if (Directory.Exists(named)) Enter(new DirectoryInfo(named), depth + 1, links, cancellation);
                else Take(new FileInfo(named));
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or System.Security.SecurityException)
        {
            report(new ReadProblem(new EvidenceSource(folder.FullName), 0, Failure.Reason(e)));
        }
    }

    void Take(FileInfo file)
    {
        if (!_seen.Add(file.FullName)) return;
        try
        {
            var real = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (!real.Exists) report(new ReadProblem(new EvidenceSource(file.FullName), 0, "no such file"));
            else if (real == file || _seen.Add(real.FullName)) _files.Add(real);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            report(new ReadProblem(new EvidenceSource(file.FullName), 0, Failure.Reason(e)));
        }
    }
}
