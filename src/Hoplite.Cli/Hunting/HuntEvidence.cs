using Hoplite.Cli.Terminal;
using Hoplite.Incidents.Reports;
using Hoplite.Store.Events;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Cli.Hunting;

/// <summary>The events to be asked: those of a data folder, or of files that are read first.</summary>
sealed class HuntEvidence : IDisposable
{
    // Beyond this the store is kept on disk for as long as the question takes.
    const long LargestInMemory = 128L << 20;

    readonly string? _folder;

    HuntEvidence(EventStore store, string? folder) => (Store, _folder) = (store, folder);

    /// <summary>The events.</summary>
    public EventStore Store { get; }

    /// <summary>Opens a data folder, or reads files.</summary>
    public static HuntEvidence Open(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        foreach (var path in paths)
            if (!Path.Exists(path)) throw new UsageException($"there is no evidence at {SafeText.OneLine(path)}: no such file or folder");
        if (paths.Count == 1 && DataFolder(paths[0]) is { } data) return new HuntEvidence(EventStore.Open(data), null);
        var folder = paths.Count > 0 && Size(paths) > LargestInMemory ? Directory.CreateTempSubdirectory("hoplite-hunt-").FullName : null;
        var evidence = new HuntEvidence(folder is null ? EventStore.InMemory() : EventStore.Open(folder), folder);
        try
        {
            evidence.Read(paths, cancellation);
            return evidence;
        }
        catch
        {
            evidence.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    void Read(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        if (paths.Count == 0) return;
        var problems = 0;
        var progress = new ScanProgress();
        var received = TimeProvider.System.GetUtcNow();
        var scanner = new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = Environment.ProcessorCount });
        ProgressBar.While(progress, () =>
        {
            scanner.Scan(paths, () => new StoreSink(Store, received, _ => Interlocked.Increment(ref problems)), progress, cancellation);
            return true;
        });
        Store.Commit(1);
        if (problems > 0) Console.Error.WriteLine($"hoplite: {problems} parts of the evidence could not be read; 'hoplite scan' says which");
    }

    static string? DataFolder(string path) => new[] { path, Path.Combine(path, "events"), Path.Combine(path, "store") }.FirstOrDefault(p => File.Exists(Path.Combine(p, "events.duckdb")));

    static long Size(IReadOnlyList<string> paths)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return paths.Sum(p => File.Exists(p) ? new FileInfo(p).Length : new DirectoryInfo(p).EnumerateFiles("*", options).Sum(f => f.Length));
    }
}
