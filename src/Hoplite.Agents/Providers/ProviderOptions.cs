using System.ComponentModel;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Providers;

/// <summary>Which protocol a provider speaks.</summary>
public enum ProviderKind
{
    /// <summary>The chat completions of OpenAI: OpenAI, Azure, vLLM, llama.cpp, LM Studio and many more.</summary>
    OpenAi,

    /// <summary>The messages of Anthropic.</summary>
    Anthropic,

    /// <summary>Ollama.</summary>
    Ollama,
}

/// <summary>A language model that may be asked.</summary>
public sealed record ProviderOptions
{
    /// <summary>What it is called here.</summary>
    [Description("What it is called here.")]
    public string Name { get; init; } = "";

    /// <summary>Which protocol it speaks.</summary>
    [Description("Which protocol it speaks: openai (also Azure, vLLM, llama.cpp, LM Studio), anthropic or ollama.")]
    public ProviderKind Kind { get; init; }

    /// <summary>Where it is.</summary>
    [Description("Its address, such as https://api.example.org/v1. Plain http only on this machine or with 'local: true'.")]
    public Uri? Url { get; init; }

    /// <summary>Which model.</summary>
    [Description("The model, as the provider names it. An answer from another model is not used.")]
    public string Model { get; init; } = "";

    /// <summary>Under which name the model answers, when it is another.</summary>
    [Description("Name the provider gives the model in its answers, when it is another one.")]
    public string? AnswersAs { get; init; }

    /// <summary>The environment variable with its key.</summary>
    [Description("Environment variable that holds its key.")]
    public string? KeyEnv { get; init; }

    /// <summary>The file with its key.</summary>
    [Description("File that holds its key, mode 0600.")]
    public string? KeyFile { get; init; }

    /// <summary>Whether it is in our own hands.</summary>
    [Description("Whether it runs on machines of your own. Leave out: only an address of this machine does.")]
    public bool? Local { get; init; }

    /// <summary>The most secret data it may see.</summary>
    [Description("The most secret data it may see: public, internal or sensitive; leave out: sensitive when it is local, or else internal. Secrets are never sent.")]
    public Confidentiality? Ceiling { get; init; }

    /// <summary>How long one request may take.</summary>
    [Description("How long one request may take; 'agents.deadline' goes before.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much fits into its context.</summary>
    [Description("Tokens that fit into the model's context, as the server is set up. The evidence a model is sent fills at most half of the smallest context named here.")]
    public int Context { get; init; } = 8_192;

    /// <summary>The longest answer.</summary>
    [Description("The longest answer, tokens.")]
    public int MaxTokens { get; init; } = 2_048;

    /// <summary>Tokens a day.</summary>
    [Description("Tokens a day (UTC) with this provider, sent and received.")]
    public int DailyTokens { get; init; } = 2_000_000;

    /// <summary>Whether the schema goes along as the format of the answer.</summary>
    [Description("Whether the schema is also sent as the format of the answer; turn off for a server that refuses it.")]
    public bool SendSchema { get; init; } = true;

    /// <summary>Whether temperature 0 is asked for.</summary>
    [Description("Whether temperature 0 is asked for; turn off for a model that refuses it.")]
    public bool SendTemperature { get; init; } = true;

    /// <summary>The most secret data it may see, decided.</summary>
    public Confidentiality EffectiveCeiling => Ceiling ?? (IsLocal ? Confidentiality.Sensitive : Confidentiality.Internal);

    /// <summary>Whether it is in our own hands, decided.</summary>
    public bool IsLocal => Local ?? Url is { IsLoopback: true };

    /// <summary>What is wrong with its key: not there, or readable by others; null when nothing is.</summary>
    public string? KeyProblem()
    {
        try
        {
            ProviderKey.Read(this, Environment.GetEnvironmentVariable);
            return null;
        }
        catch (ProviderConfigurationException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>What is wrong with the options, in sentences.</summary>
    public IEnumerable<string> Problems()
    {
        var name = $"provider '{Name}'";
        if (Name.Length is 0 or > 60 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) yield return "a provider needs a name of letters, digits, '-', '_' and '.'";
        if (Model.Length is 0 or > 200) yield return $"{name} needs a model";
        if (Url is not { } url || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0 || url.Query.Length > 0) yield return $"{name} needs an address such as https://api.example.org/v1, with no user and no question mark in it";
        else if (url.Scheme == "http" && !IsLocal) yield return $"{name} is asked over plain http, which is for servers of your own; use https, or say 'local: true'";
        if (Ceiling == Confidentiality.Secret) yield return $"{name} may not have the ceiling 'secret': secrets are never sent";
        if (KeyEnv is { Length: > 0 } && KeyFile is { Length: > 0 }) yield return $"{name} has two places for its key; use 'key_env' or 'key_file'";
        if (Kind == ProviderKind.Anthropic && KeyEnv is not { Length: > 0 } && KeyFile is not { Length: > 0 }) yield return $"{name} needs a key: 'key_env' or 'key_file'";
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(10)) yield return $"the timeout of {name} is between 1s and 10m";
        if (Context is < 1_024 or > 10_000_000) yield return $"'context' of {name} is between 1024 and 10000000";
        if (MaxTokens is < 1 or > 100_000) yield return $"'max_tokens' of {name} is between 1 and 100000";
        if (DailyTokens < 0) yield return $"'daily_tokens' of {name} is below 0";
    }
}
