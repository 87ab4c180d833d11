using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents.Reports;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Signing;

namespace Hoplite.Cli.Responding;

/// <summary>Shows what a check of playbooks found.</summary>
static class PlaybookView
{
    /// <summary>The keys in files of PEM text.</summary>
    /// <exception cref="UsageException">One cannot be read.</exception>
    public static TrustedKeys Keys(FileInfo[] files) => new([.. files.Select(Key)]);

    /// <summary>Writes it as lines for people.</summary>
    public static void Write(IEnumerable<LibraryEntry> entries, TrustedKeys keys)
    {
        foreach (var entry in entries)
        {
            Console.WriteLine($"{(entry.IsUsable ? "ok   " : "WRONG")} {SafeText.OneLine(entry.File, 200)}{(entry.Playbook is { } playbook ? $"  {SafeText.OneLine(playbook.Name, 100)}" : "")}");
            foreach (var problem in entry.Problems) Console.WriteLine("      " + SafeText.OneLine(problem.ToString(), 500));
            foreach (var verdict in Signatures(entry, keys)) Console.WriteLine("      " + SafeText.OneLine($"signature of {verdict.Signee}{(verdict.Key is { } key ? $" with the key {key}" : "")}: {verdict.Sentence}", 500));
        }
    }

    /// <summary>The same for programs.</summary>
    public static JsonArray Json(IEnumerable<LibraryEntry> entries, TrustedKeys keys) => new([.. entries.Select(e => (JsonNode)new JsonObject
    {
        ["file"] = e.File,
        ["id"] = e.Playbook?.Id,
        ["isUsable"] = e.IsUsable,
        ["problems"] = new JsonArray([.. e.Problems.Select(p => (JsonNode)new JsonObject { ["pointer"] = p.Pointer, ["check"] = p.Check, ["severity"] = p.Severity == ProblemSeverity.Error ? "error" : "warning", ["sentence"] = p.Sentence })]),
        ["signatures"] = new JsonArray([.. Signatures(e, keys).Select(v => (JsonNode)new JsonObject { ["id"] = v.Id, ["signee"] = v.Signee, ["state"] = JsonNamingPolicy.CamelCase.ConvertName(v.State.ToString()), ["key"] = v.Key, ["covers"] = v.Counters, ["sentence"] = v.Sentence })]),
    })]);

    // Whether a signature holds is one question and whether the playbook could run is another; the answer to the first is of use without the second.
    static IReadOnlyList<SignatureVerdict> Signatures(LibraryEntry entry, TrustedKeys keys) =>
        (entry.Playbook?.Json ?? Json(entry.File)) is { } json ? PlaybookSignatures.Verify(json, keys, TimeProvider.System.GetUtcNow()) : [];

    static JsonObject? Json(string file)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > PlaybookReader.LargestFile) return null;
            var bytes = File.ReadAllBytes(file);
            _ = CanonicalJson.Bytes(bytes);
            return JsonNode.Parse(bytes, null, new JsonDocumentOptions { MaxDepth = PlaybookReader.MaxDepth, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    static TrustedKey Key(FileInfo file)
    {
        try
        {
            return TrustedKey.FromPem(Path.GetFileNameWithoutExtension(file.Name), File.ReadAllText(file.FullName));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UsageException($"the key {SafeText.OneLine(file.Name, 100)} cannot be read: {wrong.Message}");
        }
    }
}
