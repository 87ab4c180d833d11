using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>A step every question passes. There is no streaming: an answer counts only when all of it was checked.</summary>
abstract class StepClient(IChatClient next) : DelegatingChatClient(next)
{
    public sealed override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        PassAsync(messages as IReadOnlyList<ChatMessage> ?? [.. messages], (AskOptions)options!, AskOptions.Of(options), cancellationToken);

    public sealed override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("answers are not streamed: they count only when all of them was checked");

    protected abstract Task<ChatResponse> PassAsync(IReadOnlyList<ChatMessage> messages, AskOptions options, Ask ask, CancellationToken cancellation);
}
