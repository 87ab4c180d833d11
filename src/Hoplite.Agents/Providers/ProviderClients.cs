using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using Anthropic;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

namespace Hoplite.Agents.Providers;

/// <summary>Makes the clients of vendors. Each speaks over our own transport, repeats nothing by itself, and takes nothing from the environment.</summary>
static class ProviderClients
{
    /// <summary>Makes a client.</summary>
    public static IChatClient Create(ProviderOptions options, string? key, HttpClient http) => options.Kind switch
    {
        ProviderKind.Anthropic => new AnthropicClient { HttpClient = http, BaseUrl = options.Url!.ToString().TrimEnd('/'), ApiKey = key, MaxRetries = 0, Timeout = System.Threading.Timeout.InfiniteTimeSpan }.AsIChatClient(options.Model, options.MaxTokens),
        ProviderKind.Ollama => Ollama(options, key, http),
        _ => new OpenAIClient(new ApiKeyCredential(key ?? "none"), new OpenAIClientOptions
        {
            Endpoint = options.Url,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = System.Threading.Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        }).GetChatClient(options.Model).AsIChatClient(),
    };

    static OllamaApiClient Ollama(ProviderOptions options, string? key, HttpClient http)
    {
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new OllamaApiClient(http, options.Model);
    }
}
