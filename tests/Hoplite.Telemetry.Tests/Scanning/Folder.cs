using System.Text;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Telemetry.Tests.Scanning;

/// <summary>A folder of evidence for one test.</summary>
sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hoplite-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public (Collected Sink, ScanProgress Progress) Scan(ScanOptions? options = null) => Scan(options, Path);

    public static (Collected Sink, ScanProgress Progress) Scan(ScanOptions? options, params string[] paths)
    {
        var sink = new Collected();
        var progress = new ScanProgress();
        new EvidenceScanner(ReaderCatalogue.All, options).Scan(paths, () => sink, progress, TestContext.Current.CancellationToken);
        return (sink, progress);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
