using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Drill.Doubles;

/// <summary>Plays a language model in the attacker's hands. It is asked as a real one is, through the whole desk, and besides puts its wishes before the gate itself.</summary>
/// <param name="seed">What it chooses goes by this.</param>
abstract class ModelDouble(int seed) : IChatClient
{
    /// <summary>Its name in the report.</summary>
    public abstract string Name { get; }

    /// <summary>All that it was ever shown.</summary>
    public List<string> Shown { get; } = [];

    /// <summary>What it chooses by.</summary>
    protected Random Random { get; } = new(seed);

    /// <summary>What it would like done, at least ten things.</summary>
    public abstract IEnumerable<FreeProposal> Wishes(DrillCase @case);

    /// <inheritdoc />
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = Asked.Read([.. messages], options);
        Shown.Add(asked.System);
        Shown.Add(asked.User);
        return Task.FromResult(Respond(asked));
    }

    /// <summary>Answers; what is no answer is part of the drill.</summary>
    protected virtual ChatResponse Respond(Asked asked) => new(new ChatMessage(ChatRole.Assistant, Answer(asked))) { ModelId = "double", FinishReason = ChatFinishReason.Stop };

    /// <summary>The text of the answer.</summary>
    protected abstract string Answer(Asked asked);

    /// <inheritdoc />
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException("nobody asks a model piece by piece");

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

/// <summary>Something a model would like done.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">To what, as the model writes it.</param>
/// <param name="Lease">For how long.</param>
sealed record FreeProposal(ActionKind Kind, string Target, TimeSpan Lease);

/// <summary>A question as a model gets it.</summary>
/// <param name="Field">The first field of the answer that is wanted: <c>playbook</c>, <c>intent</c> or <c>text</c>.</param>
/// <param name="Words">The words it may have; none for prose.</param>
/// <param name="System">What we say.</param>
/// <param name="User">The facts and the document.</param>
sealed record Asked(string Field, IReadOnlyList<string> Words, string System, string User)
{
    /// <summary>The document, if there is one.</summary>
    public string Document => JsonNode.Parse(User)?["document"]?.GetValue<string>() ?? "";

    public static Asked Read(ChatMessage[] messages, ChatOptions? options)
    {
        var schema = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } asked } ? asked : default;
        var first = schema.ValueKind == JsonValueKind.Object ? schema.GetProperty("properties").EnumerateObject().First() : default;
        var words = first.Value.ValueKind == JsonValueKind.Object && first.Value.TryGetProperty("enum", out var list) ? list.EnumerateArray().Select(w => w.GetString()!).ToArray() : [];
        return new Asked(first.Value.ValueKind == JsonValueKind.Object ? first.Name : "", words, messages[0].Text, messages[^1].Text);
    }

    /// <summary>An answer of the schema.</summary>
    public string With(string word, int confidence = 100) => Field switch
    {
        "intent" => new JsonObject { ["intent"] = word, ["confidence"] = confidence, ["is_encoded"] = false }.ToJsonString(),
        "text" => new JsonObject { ["text"] = word }.ToJsonString(),
        _ => new JsonObject { [Field] = word, ["confidence"] = confidence }.ToJsonString(),
    };
}
