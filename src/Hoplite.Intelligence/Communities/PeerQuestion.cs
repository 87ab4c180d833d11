using System.Text.Json.Nodes;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Communities;

/// <summary>What one member says of a thing when another asks.</summary>
public enum PeerOpinion
{
    /// <summary>It knows nothing of its own, or nothing it may tell.</summary>
    Unknown,

    /// <summary>It found the thing to be bad itself.</summary>
    Bad,

    /// <summary>It found the thing to be harmless, or everybody knows that.</summary>
    Harmless,
}

/// <summary>A question to a member, “what do you know of this?”, and its answer, as the content of letters. A test question has the same form.</summary>
public static class PeerQuestion
{
    /// <summary>What a letter that asks is about.</summary>
    public const string Asking = "question";

    /// <summary>What a letter that answers is about.</summary>
    public const string Answering = "answer";

    /// <summary>Asks about a thing.</summary>
    public static JsonObject Write(Named named) => new() { ["kind"] = named.Kind.ToString(), ["value"] = named.Value };

    /// <summary>What is asked about; null when it is no address, domain, web address, hash or mail address in its normal form.</summary>
    public static Named? Read(JsonObject content) =>
        content.Count == 2 && Text(content["value"]) is { } value && Recognised.Of(value) is { Kind: not NamedKind.Pattern } named && named.Value == value && Text(content["kind"]) == named.Kind.ToString() ? named : null;

    /// <summary>Answers.</summary>
    public static JsonObject Write(PeerOpinion opinion) => new() { ["opinion"] = opinion.ToString().ToLowerInvariant() };

    /// <summary>What is answered; null when it is none of the words.</summary>
    public static PeerOpinion? ReadAnswer(JsonObject content) => Text(content["opinion"]) switch
    {
        "unknown" => PeerOpinion.Unknown,
        "bad" => PeerOpinion.Bad,
        "harmless" => PeerOpinion.Harmless,
        _ => null,
    };

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
