using System.Text.Json;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Roles;

/// <summary>What the quarantined model read out of one document: words of a closed list, of integrity I0.</summary>
/// <param name="Intent">What the text is for.</param>
/// <param name="Confidence">How sure, 0 to 100.</param>
/// <param name="IsEncoded">Whether it hides what it says.</param>
[CrossingType("words of closed lists and a bounded number")]
public sealed record Extraction(TextIntent Intent, int Confidence, bool IsEncoded)
{
    /// <summary>Reads an answer that was checked against the schema; null when it is none all the same.</summary>
    public static Extraction? Read(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("intent", out var intent) && Enum.TryParse<TextIntent>((intent.GetString() ?? "").Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known)
        && answer.TryGetProperty("confidence", out var confidence) && confidence.TryGetInt32(out var sure) && sure is >= 0 and <= 100
        && answer.TryGetProperty("is_encoded", out var encoded) && encoded.ValueKind is (JsonValueKind.True or JsonValueKind.False)
            ? new Extraction(known, sure, encoded.GetBoolean())
            : null;

    /// <summary>Whether it speaks for an attack.</summary>
    public bool SpeaksForAttack => Intent is not (TextIntent.Harmless or TextIntent.Administration or TextIntent.Unclear);
}

/// <summary>What a text is for.</summary>
[CrossingType("a closed list")]
public enum TextIntent
{
    /// <summary>Nothing bad.</summary>
    Harmless,

    /// <summary>The work of an administrator.</summary>
    Administration,

    /// <summary>Finding out.</summary>
    Reconnaissance,

    /// <summary>Getting in, or running something.</summary>
    Intrusion,

    /// <summary>Coming back.</summary>
    Persistence,

    /// <summary>Taking data or passwords.</summary>
    Theft,

    /// <summary>Breaking things.</summary>
    Destruction,

    /// <summary>It talks to software that reads it (MITRE ATLAS AML.T0051).</summary>
    InstructionsToSoftware,

    /// <summary>It cannot be told.</summary>
    Unclear,
}
