using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Response.Cacao;

/// <summary>Reads playbooks that anybody may have written: bounded, without two meanings, and checked against the schemas.</summary>
public static class PlaybookReader
{
    /// <summary>The largest playbook, bytes.</summary>
    public const int LargestFile = 1 << 20;

    /// <summary>How deep objects may lie in one another.</summary>
    public const int MaxDepth = 64;

    const string SchemaCheckName = "schema";

    static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads one playbook. It never throws for what is in the bytes.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="file">Its name in problems.</param>
    public static PlaybookReading Read(ReadOnlyMemory<byte> utf8, string file)
    {
        PlaybookReading Refuse(string pointer, string check, string sentence) => new(null, [new PlaybookProblem(file, pointer, check, ProblemSeverity.Error, sentence)]);

        if (utf8.Length > LargestFile) return Refuse("", "size", $"the file is larger than {LargestFile} bytes");
        if (utf8.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) utf8 = utf8[3..];
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Refuse("", SchemaCheckName, "a playbook is a JSON object");

            // What has no canonical form could not be signed or written back; it is found before anything else looks at it.
            _ = Guard.Transparency.CanonicalJson.Bytes(document.RootElement);
            var problems = Validate(document.RootElement, file);
            if (problems.Count > 0) return new PlaybookReading(null, problems);
            var json = JsonObject.Create(document.RootElement.Clone())!;
            return new PlaybookReading(PlaybookMapping.Map(json, document.RootElement), []);
        }
        catch (JsonException wrong)
        {
            return Refuse("", "json", $"this is no JSON that has one meaning: {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            return Refuse("", "json", $"this cannot be read as a playbook: {wrong.Message}");
        }
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PlaybookReading ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[(int)Math.Min(stream.Length, LargestFile + 1)];
        return Read(bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), path);
    }

    // Some kinds ask for Base64 only. What stands there as plain text can be run all the same, and the schema of playbooks takes it.
    static bool IsInOtherForm(JsonElement command, (string Pointer, string Sentence) problem) =>
        problem.Pointer.Length == 0 && Array.Exists(["command", "content"], plain => problem.Sentence == SchemaCheck.Missing(plain + "_b64") && command.Text(plain) is not null);

    static List<PlaybookProblem> Validate(JsonElement root, string file)
    {
        List<PlaybookProblem> problems = [.. SchemaCheck.Run("playbook.json", root).Select(p => Problem(p.Pointer, p.Sentence))];
        if (problems.Count > 0 || !root.TryGetProperty("workflow", out var workflow)) return problems;

        // The schema of a step looks at what all commands have in common; what one kind of command needs stands in the schema of that kind.
        foreach (var step in workflow.EnumerateObject())
        {
            if (step.Value.Text("type") is not { } kindOfStep || !StepMapping.Kinds.Contains(kindOfStep))
            {
                problems.Add(Problem(JsonPointer.Of("workflow", step.Name), $"this is no step; the type of one is {string.Join(", ", StepMapping.Kinds)}"));
                continue;
            }

            if (!step.Value.TryGetProperty("commands", out var commands) || commands.ValueKind != JsonValueKind.Array) continue;
            var index = 0;
            foreach (var command in commands.EnumerateArray())
            {
                var place = $"{JsonPointer.Of("workflow", step.Name, "commands")}/{index++}";
                var kind = command.ValueKind == JsonValueKind.Object && command.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
                if (!CommandKinds.TryParse(kind, out _)) problems.Add(Problem(place, $"there is no kind of command called {kind}"));
                else problems.AddRange(SchemaCheck.Run($"commands/{kind}.json", command).Where(p => !IsInOtherForm(command, p)).Select(p => Problem(place + p.Pointer, p.Sentence)));
            }
        }

        return problems;

        PlaybookProblem Problem(string pointer, string sentence) => new(file, pointer, SchemaCheckName, ProblemSeverity.Error, sentence);
    }
}

/// <summary>What came of reading.</summary>
/// <param name="Playbook">The playbook; null when it is none.</param>
/// <param name="Problems">Why not.</param>
public sealed record PlaybookReading(Playbook? Playbook, IReadOnlyList<PlaybookProblem> Problems);
