using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hoplite.Response.Cacao;

/// <summary>The JSON schemas of CACAO 2.0 that are part of the program, by their path below <c>schemas/</c>.</summary>
static class SchemaSet
{
    const string Prefix = "cacao/schemas/";

    static readonly Lazy<Dictionary<string, JsonElement>> All = new(Load);
    static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>The paths of all of them.</summary>
    public static IReadOnlyCollection<string> Paths => All.Value.Keys;

    /// <summary>A schema.</summary>
    /// <exception cref="InvalidDataException">There is none of that path.</exception>
    public static JsonElement Find(string path) =>
        All.Value.TryGetValue(path, out var schema) ? schema : throw new InvalidDataException($"there is no schema {path}");

    /// <summary>The schema a <c>$ref</c> leads to, seen from the file it stands in; nothing outside the set is ever fetched.</summary>
    public static (string Path, JsonElement Schema) Resolve(string from, string reference)
    {
        var parts = reference.Split('#', 2);
        var path = parts[0].Length == 0 ? from : Combine(from, parts[0]);
        var schema = Find(path);
        if (parts.Length == 2)
            foreach (var name in parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries))
                schema = schema.TryGetProperty(name, out var inner) ? inner : throw new InvalidDataException($"the schema {path} has no {name}");
        return (path, schema);
    }

    /// <summary>A pattern as a machine that takes linear time.</summary>
    public static Regex Pattern(string pattern) => Patterns.GetOrAdd(pattern, static p =>
    {
        // The end of ECMA 262 is the very end; the one of .NET may have a line feed behind it.
        var exact = p.EndsWith('$') && !p.EndsWith("\\$", StringComparison.Ordinal) ? p[..^1] + "\\z" : p;
        return new Regex(exact, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    });

    static string Combine(string from, string relative)
    {
        var folders = new List<string>(from.Split('/')[..^1]);
        foreach (var part in relative.Split('/'))
        {
            if (part == "..") folders.RemoveAt(folders.Count - 1);
            else if (part != ".") folders.Add(part);
        }

        return string.Join('/', folders);
    }

    static Dictionary<string, JsonElement> Load()
    {
        var assembly = typeof(SchemaSet).Assembly;
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var document = JsonDocument.Parse(stream);
            all[name[Prefix.Length..]] = document.RootElement.Clone();
        }

        return all;
    }
}
