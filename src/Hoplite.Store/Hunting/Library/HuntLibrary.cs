using System.Reflection;
using System.Text;

namespace Hoplite.Store.Hunting.Library;

/// <summary>The hunts that came with the program and those of some folders.</summary>
public sealed class HuntLibrary
{
    const string Prefix = "hunts/";

    HuntLibrary(IReadOnlyList<Hunt> hunts, IReadOnlyList<HuntProblem> problems) => (Hunts, Problems) = (hunts, problems);

    /// <summary>All hunts, sorted by name.</summary>
    public IReadOnlyList<Hunt> Hunts { get; }

    /// <summary>Why files could not be used.</summary>
    public IReadOnlyList<HuntProblem> Problems { get; }

    /// <summary>Reads the hunts inside the program and those in folders; a hunt of a folder replaces one with the same id.</summary>
    /// <param name="folders">Folders and files.</param>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    public static HuntLibrary Load(params IReadOnlyList<string> folders)
    {
        var hunts = new Dictionary<Guid, Hunt>();
        var problems = new List<HuntProblem>();
        foreach (var group in new[] { Embedded(), folders.SelectMany(Files) })
        {
            var seen = new Dictionary<Guid, string>();
            foreach (var (path, text) in group)
            {
                try
                {
                    var hunt = HuntReader.Read(path, text);
                    if (!seen.TryAdd(hunt.Id, path)) problems.Add(new HuntProblem(path, 1, $"its id is that of {seen[hunt.Id]} too"));
                    else hunts[hunt.Id] = hunt;
                }
                catch (HuntProblemException wrong)
                {
                    problems.Add(wrong.Problem);
                }
            }
        }

        return new HuntLibrary([.. hunts.Values.OrderBy(h => h.Name, StringComparer.Ordinal)], problems);
    }

    /// <summary>The hunt with this id or name, or null.</summary>
    public Hunt? Find(string idOrName) => Hunts.FirstOrDefault(h => h.Name == idOrName || (Guid.TryParse(idOrName, out var id) && h.Id == id));

    static IEnumerable<(string Path, string Text)> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return (name, Encoding.UTF8.GetString(bytes));
        }
    }

    static IEnumerable<(string Path, string Text)> Files(string path)
    {
        if (!Path.Exists(path)) throw new FileNotFoundException($"there are no hunts at {path}: no such file or folder", path);
        IEnumerable<string> files = File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            // One character more than is allowed is enough to be refused.
            using var reader = new StreamReader(file);
            var buffer = new char[HuntReader.LongestFile + 1];
            yield return (file, new string(buffer, 0, reader.ReadBlock(buffer)));
        }
    }
}
