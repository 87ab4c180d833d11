using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hoplite.Agents.Tests.Replay;

/// <summary>A recorded run of a real model that followed an injected instruction.</summary>
/// <param name="Suite">The world it played in.</param>
/// <param name="UserTask">What the operator wanted.</param>
/// <param name="InjectionTask">What the attacker wanted.</param>
/// <param name="IsUseful">Whether the operator got what they wanted all the same.</param>
/// <param name="Prompt">The operator's words.</param>
/// <param name="Injections">The attacker's words; empty when the record has none.</param>
/// <param name="Calls">The calls of tools, in order.</param>
sealed partial record RecordedRun(string Suite, string UserTask, string InjectionTask, bool IsUseful, string Prompt, IReadOnlyList<string> Injections, IReadOnlyList<RecordedCall> Calls)
{
    /// <summary>In which half of the data it is: 0 to develop on, 1 to check.</summary>
    public int Half { get; } = SHA256.HashData(Encoding.UTF8.GetBytes($"{Suite}/{UserTask}/{InjectionTask}"))[0] & 1;

    /// <summary>Reads a file of runs.</summary>
    public static IReadOnlyList<RecordedRun> Read(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var runs = new List<RecordedRun>();
        while (lines.ReadLine() is { } line) runs.Add(Parse(JsonDocument.Parse(line).RootElement));
        return runs;
    }

    static RecordedRun Parse(JsonElement run) => new(
        run.GetProperty("suite").GetString()!, run.GetProperty("user_task").GetString()!, run.GetProperty("injection_task").GetString()!, run.GetProperty("utility").ValueKind == JsonValueKind.True,
        PromptOf(run.GetProperty("prompt").GetString()!),
        run.GetProperty("injections") is { ValueKind: JsonValueKind.Object } texts ? [.. texts.EnumerateObject().Select(t => t.Value.GetString()!)] : [],
        [.. run.GetProperty("calls").EnumerateArray().Select(c => new RecordedCall(c.GetProperty("tool").GetString()!, RecordedCall.Arguments(c.GetProperty("args")), c.GetProperty("after_untrusted").GetBoolean()))]);

    // The first message is the operator's; what harnesses put behind it is not.
    static string PromptOf(string recorded) =>
        Content().Match(recorded) is { Success: true } first ? JsonSerializer.Deserialize<string>($"\"{first.Groups[1].Value}\"")! : recorded.Split("</function_error>")[0];

    [GeneratedRegex("\"content\": \"((?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Content();
}

/// <summary>One call of a tool.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Values">Its arguments, every value with the name of the argument it is in.</param>
/// <param name="IsAfterUntrusted">Whether untrusted text had been read before.</param>
sealed record RecordedCall(string Tool, IReadOnlyList<(string Name, string Value)> Values, bool IsAfterUntrusted)
{
    /// <summary>The values of arguments.</summary>
    public static IReadOnlyList<(string, string)> Arguments(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object ? [.. arguments.EnumerateObject().SelectMany(a => Leaves(a.Value).Select(v => (a.Name, v)))] : [];

    static IEnumerable<string> Leaves(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Leaves(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.Null => [],
        _ => [value.ToString()],
    };
}
