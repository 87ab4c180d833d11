using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Agents.Egress;
using Hoplite.Agents.Providers;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Text;

namespace Hoplite.Agents.Models;

/// <summary>In which role a model is asked; what it is shown and what its answer may be differ.</summary>
public enum ModelRole
{
    /// <summary>Chooses one of the playbooks offered, or none; is shown typed facts only.</summary>
    Selector,

    /// <summary>Reads one document in the quarantine and fills a schema.</summary>
    Extractor,

    /// <summary>Writes prose that is shown and never read back.</summary>
    Narrator,

    /// <summary>Turns an analyst's words into a plan of read-only steps.</summary>
    Hunter,

    /// <summary>Proposes a detection rule.</summary>
    RuleWriter,
}

/// <summary>A question to a model. It offers no tools; the answer is JSON of a schema or it is no answer.</summary>
/// <param name="Role">In which role.</param>
/// <param name="Case">For which incident; null for none.</param>
/// <param name="Instruction">What to do; written by us, a constant.</param>
/// <param name="Facts">Typed facts.</param>
/// <param name="Document">One untrusted document; only for the extractor.</param>
/// <param name="Schema">JSON schema of the answer.</param>
public sealed record ModelQuestion(ModelRole Role, Guid? Case, string Instruction, Labeled<JsonObject> Facts, UntrustedText? Document, JsonElement Schema)
{
    /// <summary>Who may see the document.</summary>
    public Label DocumentLabel { get; init; } = Label.Unknown;

    /// <summary>Names of this case that are known; wherever they stand, a model is shown a pseudonym. Those in fields of the facts that say what they hold are found without being listed.</summary>
    public IReadOnlyList<KnownName> Names { get; init; } = [];
}

/// <summary>Why there is no answer.</summary>
public enum ModelFailure
{
    /// <summary>No provider is configured.</summary>
    NotConfigured,

    /// <summary>Every provider failed, refused or timed out.</summary>
    Unavailable,

    /// <summary>The answers did not follow the schema or failed another check.</summary>
    BadAnswer,

    /// <summary>A budget is used up.</summary>
    BudgetSpent,

    /// <summary>The question may not leave this machine.</summary>
    EgressDenied,

    /// <summary>There was an answer, but the ledger could not be written; so it is not used.</summary>
    NotRecorded,
}

/// <summary>The answer of a model: always of integrity I0.</summary>
/// <param name="Value">It, checked against the schema; null with a <paramref name="Failure"/>.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Provider">Who answered.</param>
/// <param name="Model">Which model.</param>
/// <param name="Usage">What it cost.</param>
public sealed record ModelAnswer(Labeled<JsonElement>? Value, ModelFailure? Failure, string? Provider, string? Model, ModelUsage Usage);

/// <summary>What a question cost.</summary>
/// <param name="InputTokens">Tokens sent.</param>
/// <param name="OutputTokens">Tokens received.</param>
/// <param name="Calls">Requests made, failed ones included.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ModelUsage(long InputTokens, long OutputTokens, int Calls, TimeSpan Elapsed)
{
    /// <summary>Nothing.</summary>
    public static ModelUsage None { get; } = new(0, 0, 0, TimeSpan.Zero);
}

/// <summary>Where questions to models are handed in.</summary>
public interface IModelDesk
{
    /// <summary>Asks. Never throws for what a model or a provider does: that is a <see cref="ModelFailure"/>.</summary>
    ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellation);

    /// <summary>Tokens that fit into the context of every model that may answer: the next one is asked what the first one was.</summary>
    int Context => new ProviderOptions().Context;
}
