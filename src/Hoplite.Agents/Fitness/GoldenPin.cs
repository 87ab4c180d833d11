using System.Text.Json;
using Hoplite.Agents.Answers;
using Hoplite.Agents.Models;

namespace Hoplite.Agents.Fitness;

/// <summary>What a provider answered to a golden prompt.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Digest">SHA-256 of the answer; null when there was none.</param>
/// <param name="IsAsExpected">Whether the answer is right.</param>
/// <param name="Failure">Why there is none.</param>
public sealed record GoldenAnswer(string Prompt, string? Digest, bool IsAsExpected, ModelFailure? Failure);

/// <summary>The answers an operator has seen and pinned; by them a provider is known again.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model.</param>
/// <param name="At">When.</param>
/// <param name="Digests">SHA-256 of the answer to each prompt.</param>
public sealed record GoldenPin(string Provider, string Model, DateTimeOffset At, IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>The share of different answers above which a provider is excluded: one of six may waver, two may not.</summary>
    public const double Threshold = 0.25;

    const int LongestFile = 64 << 10;

    /// <summary>Pins answers.</summary>
    public static GoldenPin Of(string provider, string model, DateTimeOffset at, IReadOnlyList<GoldenAnswer> answers) =>
        new(provider, model, at, answers.Where(a => a.Digest is not null).ToDictionary(a => a.Prompt, a => a.Digest!, StringComparer.Ordinal));

    /// <summary>Which share of the answers differs from the pinned ones. A provider that could not be reached has not drifted; one that no longer follows the schema has.</summary>
    /// <returns>From 0 to 1; null when nothing can be compared.</returns>
    public double? Drift(IReadOnlyList<GoldenAnswer> answers)
    {
        var compared = answers.Where(a => Digests.ContainsKey(a.Prompt) && (a.Digest is not null || a.Failure == ModelFailure.BadAnswer)).ToArray();
        return compared.Length == 0 ? null : compared.Count(a => a.Digest != Digests[a.Prompt]) / (double)compared.Length;
    }

    /// <summary>Whether a provider is still the one that was pinned.</summary>
    public bool Holds(IReadOnlyList<GoldenAnswer> answers) => Drift(answers) is not > Threshold;

    /// <summary>Reads the pin of a provider from a folder; null when there is none, or it is damaged.</summary>
    public static GoldenPin? Read(string folder, string provider)
    {
        var path = Path.Combine(folder, provider + ".json");
        if (!File.Exists(path) || new FileInfo(path).Length > LongestFile || !StrictJson.TryRead(File.ReadAllBytes(path), LongestFile, out var value, out _)) return null;
        try
        {
            return value.Deserialize<GoldenPin>(JsonSerializerOptions.Web) is { Digests: not null, Provider: not null } pin ? pin : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the pin into a folder.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Provider + ".json");
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        File.Move(path + ".new", path, overwrite: true);
    }
}
