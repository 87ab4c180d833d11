using System.Reflection;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Rules;

/// <summary>Where rules come from: folders and files, or the pack that travels inside the program.</summary>
public static class RuleLibrary
{
    const string Prefix = "rules/";

    /// <summary>All rule files below the paths, in a fixed order; a path that is no file and no folder throws.</summary>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    public static IEnumerable<RuleFile> Files(IEnumerable<string> paths)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var path in paths)
        {
            if (File.Exists(path)) yield return new RuleFile(path, File.ReadAllBytes(path));
            else if (!Directory.Exists(path)) throw new FileNotFoundException($"there are no rules at {path}: no such file or folder", path);
            else
                foreach (var file in Directory.EnumerateFiles(path, "*", options).Where(IsRule).Order(StringComparer.Ordinal))
                    yield return new RuleFile(file, File.ReadAllBytes(file));
        }
    }

    /// <summary>The starter pack: <c>content/rules</c>.</summary>
    public static IEnumerable<RuleFile> Starter()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && IsRule(n)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return new RuleFile("starter/" + name[Prefix.Length..], bytes);
        }
    }

    /// <summary>The rules of the starter pack that have a test, with it.</summary>
    public static IEnumerable<(RuleFile Rule, ReadOnlyMemory<byte> Test)> StarterTests()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var rule in Starter())
        {
            using var stream = assembly.GetManifestResourceStream(Prefix + Path.ChangeExtension(rule.Path["starter/".Length..], null) + ".test.json");
            if (stream is null) continue;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return (rule, bytes);
        }
    }

    static bool IsRule(string path) =>
        path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);
}
