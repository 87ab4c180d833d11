using System.Text.Json;
using Hoplite.Agents.Answers;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>One question on its way through the steps of the desk.</summary>
/// <param name="question">The question.</param>
/// <param name="schema">What its answer may look like.</param>
/// <param name="started">When it was asked, a timestamp of the clock.</param>
/// <param name="caller">Whether whoever asked still wants to know.</param>
sealed class Ask(ModelQuestion question, AnswerSchema schema, long started, CancellationToken caller)
{
    readonly Lock _lock = new();
    readonly List<CallTry> _tries = [];
    readonly List<string> _texts = [];
    long _input;
    long _output;
    int _calls;

    public ModelQuestion Question => question;

    public long Started => started;

    public bool IsCancelled => caller.IsCancellationRequested;

    /// <summary>The schema as the provider sees it, with pseudonyms in place of names.</summary>
    public AnswerSchema SentSchema { get; set; } = schema;

    /// <summary>SHA-256 of what is sent, less the canary.</summary>
    public string PromptDigest { get; set; } = "";

    /// <summary>The answer, checked and with its names again.</summary>
    public JsonElement? Answer { get; set; }

    /// <summary>Which provider's answer it is.</summary>
    public (string Provider, string Model)? Answerer { get; set; }

    public IReadOnlyList<CallTry> Tries
    {
        get
        {
            lock (_lock) return [.. _tries];
        }
    }

    public ModelUsage Usage(TimeSpan elapsed)
    {
        lock (_lock) return new(_input, _output, _calls, elapsed);
    }

    public void Add(CallTry made)
    {
        lock (_lock) _tries.Add(made);
    }

    /// <summary>Texts that went over the wire, with pseudonyms; the ledger names them by digest.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_lock) return [.. _texts];
        }
    }

    public void Keep(string text)
    {
        lock (_lock) _texts.Add(text);
    }

    public void Spend(long input, long output, bool isNewCall)
    {
        lock (_lock) (_input, _output, _calls) = (_input + input, _output + output, _calls + (isNewCall ? 1 : 0));
    }
}

/// <summary>One provider asked, or passed over.</summary>
/// <param name="Provider">Its name; null when the question got to none.</param>
/// <param name="Model">The model asked.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Detail">More about it, in our own words.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Input">Tokens sent.</param>
/// <param name="Output">Tokens received.</param>
/// <param name="Calls">Requests made.</param>
/// <param name="IsUsageHonest">Whether the tokens it says it used can be true; null when it did not say.</param>
/// <param name="AnswerDigest">SHA-256 of the answer.</param>
sealed record CallTry(string? Provider, string? Model, CallOutcome Outcome, string? Detail, TimeSpan Elapsed, long Input = 0, long Output = 0, int Calls = 0, bool? IsUsageHonest = null, string? AnswerDigest = null);

/// <summary>Options of a chat that know which question they belong to; the clients of vendors are given plain ones.</summary>
sealed class AskOptions : ChatOptions
{
    public AskOptions(Ask ask) => Ask = ask;

    AskOptions(AskOptions other) : base(other) => Ask = other.Ask;

    public Ask Ask { get; }

    public override ChatOptions Clone() => new AskOptions(this);

    /// <summary>The question the options belong to.</summary>
    public static Ask Of(ChatOptions? options) => (options as AskOptions)?.Ask ?? throw new InvalidOperationException("a model is asked only through the desk");
}

/// <summary>A question that ends here without an answer.</summary>
sealed class NoAnswerException(CallOutcome outcome, string? detail = null, TimeSpan? retryAfter = null, bool isWorthRepeating = false, Exception? cause = null) : Exception(detail ?? outcome.ToString(), cause)
{
    public CallOutcome Outcome => outcome;

    public string? Detail => detail;

    /// <summary>When the provider wants to be asked again.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Whether asking the same again at once may help.</summary>
    public bool IsWorthRepeating => isWorthRepeating;

    /// <summary>The one within an exception, whatever a vendor's client has wrapped it in.</summary>
    public static NoAnswerException? In(Exception? failure)
    {
        for (var depth = 0; failure is not null && depth < 10; depth++, failure = failure.InnerException)
            if (failure is NoAnswerException known) return known;
        return null;
    }
}
