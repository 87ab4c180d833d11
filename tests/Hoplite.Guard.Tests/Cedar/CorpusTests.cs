using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Hoplite.Tests;

namespace Hoplite.Guard.Tests.Cedar;

public sealed class CorpusTests
{
    [Fact]
    public void Every_generated_case_of_Cedar_is_answered_as_Cedar_does()
    {
        var engine = SharedEngine.Require();
        var files = Unpack(SharedData.Require("injection/cedar/corpus-tests.tar.gz"));
        var names = files.Keys.Where(IsCase).Order(StringComparer.Ordinal).Where((_, i) => SharedEngine.Full || i % 20 == 0);
        Check([.. names.Select(n => CorpusCase.Run(engine, n, file => Encoding.UTF8.GetString(files[file])))]);
    }

    [Fact]
    public void Every_written_case_of_Cedar_is_answered_as_Cedar_does()
    {
        var engine = SharedEngine.Require();
        var root = SharedData.Require("injection/cedar");
        var names = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        Check([.. names.Select(n => CorpusCase.Run(engine, Path.GetRelativePath(root, n), file => File.ReadAllText(Path.Combine(root, file))))]);
    }

    static void Check(IReadOnlyList<(int Questions, IReadOnlyList<string> Differences)> cases)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Count} cases, {cases.Sum(c => c.Questions)} questions");
        Assert.NotEmpty(cases);
        Assert.Equal("", string.Join('\n', cases.SelectMany(c => c.Differences)));
    }

    static bool IsCase(string name) => name.EndsWith(".json", StringComparison.Ordinal) && !name.EndsWith(".entities.json", StringComparison.Ordinal);

    static Dictionary<string, byte[]> Unpack(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(stream);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data) continue;
            var bytes = new byte[data.Length];
            data.ReadExactly(bytes);
            files[entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name] = bytes;
        }
        return files;
    }
}
