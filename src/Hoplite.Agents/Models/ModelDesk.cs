using System.Text;
using System.Text.Json;
using Hoplite.Agents.Answers;
using Hoplite.Agents.Egress;
using Hoplite.Agents.Providers;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>Asks the models that are configured, one after the other, and believes none of them: an answer follows its schema, has the label I0 and stands in the ledger, or it is none.</summary>
/// <remarks>
/// A question passes, in this order: budget, egress (ceilings and pseudonyms), cache, telemetry, ladder, and for each provider checks, patience, meter and transport.
/// What is at stake never waits for it: the result without a model exists before a question is asked.
/// </remarks>
public sealed class ModelDesk : IModelDesk, IDisposable
{
    /// <summary>The name of the desk's traces and metrics; they hold counts and times, never texts.</summary>
    public const string TelemetrySource = "Hoplite.Agents.Models";

    readonly Provider[] _providers;
    readonly IChatClient _steps;
    readonly Budgets _budgets;
    readonly ILedger _ledger;
    readonly TimeProvider _clock;
    readonly TimeSpan _deadline;

    /// <summary>Opens the desk.</summary>
    /// <param name="options">Who may be asked, and how much.</param>
    /// <param name="ledger">Where every call is written down.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="policy">The version of the policy; under another one everything is asked anew.</param>
    /// <exception cref="ProviderConfigurationException">The options are wrong, or a key is not where it should be.</exception>
    public ModelDesk(AgentOptions options, ILedger ledger, TimeProvider clock, string policy = "")
        : this(options, ledger, clock, policy, Patience.Usual)
    {
    }

    internal ModelDesk(AgentOptions options, ILedger ledger, TimeProvider clock, string policy, Patience patience, Func<ProviderOptions, IChatClient>? clients = null)
    {
        if (options.Problems().FirstOrDefault() is { } problem) throw new ProviderConfigurationException(problem);
        (_ledger, _clock, _deadline) = (ledger, clock, options.Deadline);
        var budgets = _budgets = new Budgets(options, clock);
        _providers = [.. options.Providers.Select(p => new Provider(p, budgets, Exclusions, patience, clock, clients))];
        var ladder = new OpenTelemetryChatClient(new LadderStep(_providers, Exclusions, _deadline, clock), sourceName: TelemetrySource) { EnableSensitiveData = false };
        _steps = new BudgetStep(new EgressStep(new CacheStep(ladder, _providers, Exclusions, policy, clock), new CasePseudonyms(), _providers), budgets);
    }

    /// <summary>Where prompts and answers are kept, encrypted, under the digests the ledger names; null to keep none of them. Closed with the desk.</summary>
    public LedgerBodies? Bodies { get; init; }

    /// <inheritdoc />
    public int Context => _providers.Select(p => p.Options.Context).DefaultIfEmpty(new ProviderOptions().Context).Min();

    internal Exclusions Exclusions { get; } = new();

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The question itself is wrong: its schema is none, or it shows a document to a role that may not see one.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked cancelled.</exception>
    public async ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellation) => (await TryAsync(question, cancellation)).Answer;

    /// <summary>Asks, and tells how each provider did.</summary>
    internal async ValueTask<(ModelAnswer Answer, IReadOnlyList<CallTry> Tries)> TryAsync(ModelQuestion question, CancellationToken cancellation)
    {
        if (question.Document is not null && question.Role != ModelRole.Extractor) throw new ArgumentException("only the extractor is shown a document", nameof(question));
        var ask = new Ask(question, AnswerSchema.Read(question.Schema), _clock.GetTimestamp(), cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (_providers.Length == 0) return (new(null, ModelFailure.NotConfigured, null, null, ModelUsage.None), []);

        var failure = await RunAsync(ask, cancellation);
        if (!Record(ask, failure)) failure = ModelFailure.NotRecorded;
        cancellation.ThrowIfCancellationRequested();
        var usage = ask.Usage(_clock.GetElapsedTime(ask.Started));
        return (failure is null ? new(Stamped(ask), null, ask.Answerer?.Provider, ask.Answerer?.Model, usage) : new(null, failure, null, null, usage), ask.Tries);
    }

    /// <summary>What may still be spent today.</summary>
    public BudgetLeft Left() => _budgets.Left();

    /// <summary>Whether a provider is no longer asked, whatever the case.</summary>
    public bool IsExcluded(string provider) => Exclusions.Excludes(provider, null);

    /// <summary>No longer asks a provider, whatever the case; for one whose answers have drifted from those that were pinned.</summary>
    public void Exclude(string provider) => Exclusions.Exclude(provider);

    /// <summary>Asks a provider that was excluded again; for an operator who has looked into why it was.</summary>
    public void Readmit(string provider) => Exclusions.Readmit(provider);

    /// <inheritdoc />
    public void Dispose()
    {
        _steps.Dispose();
        foreach (var provider in _providers) provider.Dispose();
        Bodies?.Dispose();
    }

    async Task<ModelFailure?> RunAsync(Ask ask, CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(_deadline, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, time.Token);
        try
        {
            await _steps.GetResponseAsync([], new AskOptions(ask), both.Token);
            return ask.Answer is null ? ModelFailure.BadAnswer : null;
        }
        catch (Exception failure)
        {
            return NoAnswerException.In(failure) is { } known ? CallOutcomes.Failure(ask.Tries is { Count: > 0 } tries ? [.. tries.Select(t => t.Outcome)] : [known.Outcome]) : ModelFailure.Unavailable;
        }
    }

    // What cannot be written down has not happened: its answer has no effect.
    bool Record(Ask ask, ModelFailure? failure)
    {
        try
        {
            foreach (var text in ask.Texts) Bodies?.Put(Encoding.UTF8.GetBytes(text));
            return _ledger.Append(CallTries.Leaves(ask, failure)) is not null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    Labeled<JsonElement> Stamped(Ask ask)
    {
        var (question, model) = (ask.Question, _providers.First(p => p.Options.Name == ask.Answerer!.Value.Provider).Digest);
        var shown = question.Document is null ? question.Facts.Label : Label.Join(question.Facts.Label, question.DocumentLabel);
        return new(ask.Answer!.Value, new(Integrity.FreeText, shown.Confidentiality, Provenance.Join(shown.From, Provenance.Of($"model:{model[..16]}"))));
    }
}
